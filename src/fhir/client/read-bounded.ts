/**
 * Reads a body up to a number of bytes, counted after decompression, and stops the transfer there.
 * @returns undefined where the body is longer, announces to be longer, or is compressed more than once (a known way to build bombs).
 */
export async function readBounded(response: Response, maxBytes: number): Promise<Buffer | undefined> {
  const announced = Number(response.headers.get('content-length') ?? 0);
  const encodings = response.headers.get('content-encoding') ?? '';
  if (announced > maxBytes || encodings.includes(',')) {
    await response.body?.cancel();
    return undefined;
  }
  if (response.body === null) return Buffer.alloc(0);
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, size);
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
}
