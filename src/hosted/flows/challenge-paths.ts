import type { ChallengeNameType } from '../../contract/generated/types.ts'

const CONTINUE = '/login/continue'
const MFA = '/mfa'

/** Where the page of each challenge is that a browser can come to. AWS: these paths are not known, except the first. */
export const CHALLENGE_PATHS: Partial<Record<ChallengeNameType, string>> = {
  PASSWORD: CONTINUE,
  SELECT_CHALLENGE: CONTINUE,
  WEB_AUTHN: CONTINUE,
  EMAIL_OTP: MFA,
  SELECT_MFA_TYPE: MFA,
  SMS_MFA: MFA,
  SMS_OTP: MFA,
  SOFTWARE_TOKEN_MFA: MFA,
  MFA_SETUP: '/mfa/register',
  NEW_PASSWORD_REQUIRED: '/changePassword',
}
