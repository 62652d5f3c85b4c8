import type { ChallengeNameType } from '../../contract/generated/types.ts'

/** How a challenge is answered on the pages. */
export interface ChallengeForm {
  /** AWS: the paths of these pages are not known. */
  readonly path: string
  /** The parameters of the answer, by the name of the form's field. */
  readonly answers: Readonly<Record<string, string>>
}

const MFA = '/mfa'
const CONTINUE = '/login/continue'

/** The challenges that a browser can come to. */
export const CHALLENGE_FORMS: Partial<Record<ChallengeNameType, ChallengeForm>> = {
  EMAIL_OTP: { path: MFA, answers: { code: 'EMAIL_OTP_CODE' } },
  MFA_SETUP: { path: '/mfa/register', answers: {} },
  NEW_PASSWORD_REQUIRED: { path: '/changePassword', answers: { new_password: 'NEW_PASSWORD' } },
  PASSWORD: { path: CONTINUE, answers: { password: 'PASSWORD' } },
  SELECT_CHALLENGE: { path: CONTINUE, answers: { answer: 'ANSWER', password: 'PASSWORD' } },
  SELECT_MFA_TYPE: { path: MFA, answers: { answer: 'ANSWER' } },
  SMS_MFA: { path: MFA, answers: { code: 'SMS_MFA_CODE' } },
  SMS_OTP: { path: MFA, answers: { code: 'SMS_OTP_CODE' } },
  SOFTWARE_TOKEN_MFA: { path: MFA, answers: { code: 'SOFTWARE_TOKEN_MFA_CODE' } },
  WEB_AUTHN: { path: CONTINUE, answers: { credential: 'CREDENTIAL' } },
}

/** Fields of this form hold attributes that a new password comes with. */
const ATTRIBUTE = 'userAttributes.'

/** The parameters of the answer to a challenge, from a form. */
export function answersIn(challenge: ChallengeNameType, form: URLSearchParams): Record<string, string> {
  const answers = Object.entries(CHALLENGE_FORMS[challenge]?.answers ?? {}).flatMap(([field, parameter]) => {
    const value = form.get(field)
    return value ? [[parameter, value] as const] : []
  })
  const attributes =
    challenge === 'NEW_PASSWORD_REQUIRED' ? [...form].filter(([name]) => name.startsWith(ATTRIBUTE)) : []
  return Object.fromEntries([...answers, ...attributes])
}
