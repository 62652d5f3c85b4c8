import type { ErrorName } from '../../../contract/generated/error-names.ts'
import { ServiceError } from '../../../contract/service-error.ts'
import type { Texts } from '../../languages/texts.ts'

/** What a page says of an error: at a field, or above the form. */
export interface ErrorText {
  readonly text: string
  readonly field?: 'code' | 'password' | 'username' | undefined
}

type TextName = Exclude<keyof Texts, 'attributes'>

/** Errors whose text depends on their message too, since the service has one name for several. */
const BY_MESSAGE: Readonly<Record<string, TextName>> = {
  'An account with the given email already exists.': 'contactTaken',
  'An account with the given phone_number already exists.': 'contactTaken',
  'Incorrect username or password.': 'wrongCredentials',
  'Password attempts exceeded': 'attemptsExceeded',
  'User is disabled.': 'userDisabled',
}

/** Of a sign-up without a password, and without a contact to which codes go. */
const PASSWORD_NEEDED = 'Password is required to sign up.'

const BY_NAME: Partial<Record<ErrorName, Omit<ErrorText, 'text'> & { readonly text: TextName }>> = {
  AliasExistsException: { text: 'contactTaken' },
  CodeDeliveryFailureException: { text: 'unexpected' },
  CodeMismatchException: { text: 'wrongCode', field: 'code' },
  EnableSoftwareTokenMFAException: { text: 'wrongCode', field: 'code' },
  ExpiredCodeException: { text: 'expiredCode', field: 'code' },
  InvalidPasswordException: { text: 'weakPassword', field: 'password' },
  LimitExceededException: { text: 'tooManyAttempts' },
  PasswordHistoryPolicyViolationException: { text: 'usedPassword', field: 'password' },
  PasswordResetRequiredException: { text: 'resetRequired' },
  TooManyRequestsException: { text: 'tooManyRequests' },
  UserNotConfirmedException: { text: 'notConfirmed' },
  UserNotFoundException: { text: 'wrongCredentials' },
  UsernameExistsException: { text: 'usernameTaken', field: 'username' },
}

/**
 * What a page says of an error, in its language. What the owner of the pool or its functions say is not translated.
 * Rethrows what is a bug.
 */
export function textOfError(texts: Texts, error: unknown): ErrorText {
  if (!(error instanceof ServiceError)) throw error
  if (error.message === PASSWORD_NEEDED) return { text: texts.missing, field: 'password' }
  const byMessage = Object.hasOwn(BY_MESSAGE, error.message) ? BY_MESSAGE[error.message] : undefined
  if (byMessage !== undefined) return { text: texts[byMessage] }
  const byName = BY_NAME[error.name as ErrorName]
  if (byName) return { ...byName, text: texts[byName.text] }
  return { text: error.message === '' ? texts.unexpected : error.message }
}
