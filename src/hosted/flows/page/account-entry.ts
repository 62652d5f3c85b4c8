import type { Entry } from '../../domains/enter.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { formEntry } from '../form-entry.ts'

const KINDS = {
  ConfirmForgotPassword: { name: 'ConfirmForgotPassword_POST', category: 'UserAccountRecovery' },
  ConfirmSignUp: { name: 'Confirm_POST', category: 'UserCreation' },
  ForgotPassword: { name: 'ForgotPassword_POST', category: 'UserAccountRecovery' },
  ResendConfirmationCode: { name: 'ResendCode_POST', category: 'UserResourceRead' },
  SignUp: { name: 'SignUp_POST', category: 'UserCreation' },
} as const

/** How a form about an account counts towards the rates. */
export function accountEntry(
  exchange: Exchange,
  operation: keyof typeof KINDS,
  username: string,
  name: string = KINDS[operation].name,
): Entry {
  const { category } = KINDS[operation]
  return formEntry(exchange, name, { operation, category }, username)
}
