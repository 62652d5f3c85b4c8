import type { Entry } from '../domains/enter.ts'
import type { Exchange } from '../domains/exchange.ts'

/** Passwords, codes and names can be guessed on the pages as with the operations. */
export const PAGE_GUESS = {
  wrongGuess: [
    'NotAuthorizedException',
    'UserNotFoundException',
    'CodeMismatchException',
    'ExpiredCodeException',
  ],
} as const

type Rated = NonNullable<Entry['rated']>

/** How a form about a user counts towards the rates: as the operation that does the same. */
export function formEntry(
  { query }: Exchange,
  name: string,
  { operation, category }: Pick<Rated, 'operation' | 'category'>,
  username: string,
): Entry {
  const within = query.get('client_id') ?? ''
  return { name, rated: { operation, category, readOnly: false, user: { within, username } } }
}
