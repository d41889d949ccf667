/** Something is on its way. */
export function Busy({ label }: { readonly label: string }) {
  return (
    <output class="stack tight">
      <span class="busy" />
      <span class="hidden-text">{label}</span>
    </output>
  );
}
