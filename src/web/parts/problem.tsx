/** A sentence about what went wrong, announced when it comes up. */
export function Problem({ sentence }: { readonly sentence: string }) {
  return (
    <p class="problem" role="alert">
      {sentence}
    </p>
  );
}
