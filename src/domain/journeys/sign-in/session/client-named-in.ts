/** The client that a text, if it is a session, was presented to. Only opening it shows whether that is true. */
export function clientNamedIn(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64url')
  const id = bytes.subarray(1, 1 + (bytes[0] ?? 0)).toString('latin1')
  return /^[\w+]+$/.test(id) ? id : undefined
}
