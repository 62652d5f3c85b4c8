import type { Frame } from './frame.ts'

/** AWS: by these names and ids, tests of applications find the parts of the classic pages. */
const CLASSIC_NAMES = {
  signIn: {
    form: 'cognitoSignInForm',
    username: 'signInFormUsername',
    password: 'signInFormPassword',
    button: 'signInSubmitButton',
  },
  signUp: { form: 'signupform', button: 'signUpButton' },
  confirm: { code: 'verification_code', button: 'confirm' },
  forgotPassword: { form: 'forgotpasswordform', username: 'username', button: 'reset_my_password' },
  resetPassword: {
    form: 'confirmforgotpasswordform',
    code: 'forgot_password_code',
    password: 'new_password',
    confirmPassword: 'confirm_password',
    button: 'reset_password',
  },
} as const

type ClassicNames = typeof CLASSIC_NAMES

/** The names of forms and buttons, and the ids of fields, on a page of version 1; undefined in version 2. */
export function classicNames<Page extends keyof ClassicNames>(
  { look }: Pick<Frame, 'look'>,
  page: Page,
): ClassicNames[Page] | undefined {
  return look.version === 1 ? CLASSIC_NAMES[page] : undefined
}
