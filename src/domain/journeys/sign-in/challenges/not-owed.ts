/** Of a challenge that no sign-in comes to after its first factor. */
export function notOwed(): never {
  throw new Error('a challenge was to be presented that begins a sign-in')
}
