import { ConfirmSignUp } from './confirm-sign-up.ts'
import { ResendConfirmationCode } from './resend-confirmation-code.ts'
import { SignUp } from './sign-up.ts'

export const signUpOperations = {
  ConfirmSignUp,
  ResendConfirmationCode,
  SignUp,
}
