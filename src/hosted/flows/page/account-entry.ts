import type { Entry } from '../../domains/enter.ts'
import type { Exchange } from '../../domains/exchange.ts'

/** Codes and names can be guessed on these pages as with the operations. */
export const CODE_GUESS = {
  wrongGuess: [
    'NotAuthorizedException',
    'UserNotFoundException',
    'CodeMismatchException',
    'ExpiredCodeException',
  ],
} as const

const KINDS = {
  ConfirmForgotPassword: { name: 'ConfirmForgotPassword_POST', category: 'UserAccountRecovery' },
  ConfirmSignUp: { name: 'Confirm_POST', category: 'UserCreation' },
  ForgotPassword: { name: 'ForgotPassword_POST', category: 'UserAccountRecovery' },
  ResendConfirmationCode: { name: 'ResendCode_POST', category: 'UserResourceRead' },
  SignUp: { name: 'SignUp_POST', category: 'UserCreation' },
} as const

/** How a form about an account counts towards the rates: as the operation that does the same. */
export function accountEntry(
  { query }: Exchange,
  operation: keyof typeof KINDS,
  username: string,
  name: string = KINDS[operation].name,
): Entry {
  const within = query.get('client_id') ?? ''
  const { category } = KINDS[operation]
  return { name, rated: { operation, category, readOnly: false, user: { within, username } } }
}
