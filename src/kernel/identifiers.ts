import type { Entropy } from './entropy.ts'

export const DIGITS = '0123456789'
export const LOWER_CASE = 'abcdefghijklmnopqrstuvwxyz'
export const UPPER_CASE = LOWER_CASE.toUpperCase()
export const ALPHANUMERIC = DIGITS + UPPER_CASE + LOWER_CASE

/** `length` characters drawn evenly from `alphabet`. */
export function randomText(entropy: Entropy, alphabet: string, length: number): string {
  let text = ''
  for (let i = 0; i < length; i++) text += alphabet[entropy.below(alphabet.length)]
  return text
}
