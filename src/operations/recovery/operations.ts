import { ConfirmForgotPassword } from './confirm-forgot-password.ts'
import { ForgotPassword } from './forgot-password.ts'

export const recoveryOperations = {
  ConfirmForgotPassword,
  ForgotPassword,
}
