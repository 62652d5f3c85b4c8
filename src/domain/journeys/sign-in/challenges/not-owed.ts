/** Presents a challenge that can only be a first factor: a bug. */
export function notOwed(): never {
  throw new Error('a challenge that can only begin a sign-in was presented after the first factor')
}
