import type { OperationName } from '../../src/contract/generated/types.ts'
import type { User } from '../../src/domain/users/user.ts'
import { PASSWORD } from '../support/pools.ts'

// How each operation that exists for users and for administrators answers about a user in each state.

/** The states, and how a confirmed user gets into them. */
export const STATES = {
  confirmed: { status: 'CONFIRMED' },
  unconfirmed: { status: 'UNCONFIRMED' },
  disabled: { enabled: false },
  resetRequired: { status: 'RESET_REQUIRED' },
  forceChange: { status: 'FORCE_CHANGE_PASSWORD' },
  external: { status: 'EXTERNAL_PROVIDER' },
} as const satisfies Readonly<Record<string, Partial<User>>>
export type State = keyof typeof STATES

/** What a user obtained before it got into its state; empty if the pair does not need it. */
export interface InHand {
  readonly AccessToken: string
  readonly RefreshToken: string
  /** From another sign-in than that of the tokens. */
  readonly SessionId: string
  /** The key of a confirmed device. */
  readonly DeviceKey: string
  /** From a sign-up or a forgotten password. */
  readonly ConfirmationCode: string
  /** The answer to PASSWORD_VERIFIER. */
  readonly proof: Record<string, string>
}

export interface Actor extends InHand {
  readonly UserPoolId: string
  readonly ClientId: string
  readonly Username: string
}

/** An operation, and the members of its request besides those of {@link Actor}. */
export type Form = readonly [OperationName, ((actor: Actor) => object)?]

/** The result of both forms, or that of the users' form and that of the administrators'. */
type Answer = string | readonly [self: string, admin: string]

export interface Pair {
  readonly self: Form
  readonly admin: Form
  readonly needs?: 'tokens' | 'session' | 'device' | 'sign-up code' | 'reset code' | 'proof'
  readonly answers: Readonly<Record<State, Answer>>
}

const NEXT_PASSWORD = 'Another-Horse-8'

const NOT_CONFIRMED = 'UserNotConfirmedException: User is not confirmed.'
const DISABLED = 'NotAuthorizedException: User is disabled.'
const RESET = 'PasswordResetRequiredException: Password reset required for the user'
const MISSING = 'UserNotFoundException: User does not exist.'
const NOT_RESETTABLE = 'NotAuthorizedException: User password cannot be reset in the current state.'
const NO_CONTACT =
  'InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number'
const TAKEN = [
  'UsernameExistsException: User already exists',
  'UsernameExistsException: User account already exists',
] as const

const unconfirmable = (status: string) =>
  `NotAuthorizedException: User cannot be confirmed. Current status is ${status}`
const ALREADY_CONFIRMED = 'InvalidParameterException: User is already confirmed.'
const NOT_INVITED =
  'UnsupportedUserStateException: Resend not possible. <username> status is not FORCE_CHANGE_PASSWORD'

/** Operations with an access token: administrators may do the same in any state. */
const BY_TOKEN = {
  confirmed: 'ok',
  unconfirmed: [NOT_CONFIRMED, 'ok'],
  disabled: [DISABLED, 'ok'],
  resetRequired: [RESET, 'ok'],
  forceChange: 'ok',
  external: 'ok',
} as const satisfies Record<State, Answer>

/** Signing in with a right password. */
const SIGN_IN = {
  confirmed: 'ok',
  unconfirmed: NOT_CONFIRMED,
  disabled: DISABLED,
  resetRequired: RESET,
  forceChange: 'NEW_PASSWORD_REQUIRED',
  external: MISSING,
} as const satisfies Record<State, Answer>

const passwordFlow = (AuthFlow: string) => (actor: Actor) => ({
  AuthFlow,
  AuthParameters: { USERNAME: actor.Username, PASSWORD },
})
const refreshFlow = ({ RefreshToken }: Actor) => ({
  AuthFlow: 'REFRESH_TOKEN_AUTH',
  AuthParameters: { REFRESH_TOKEN: RefreshToken },
})
const verifierAnswer = ({ proof }: Actor) => ({
  ChallengeName: 'PASSWORD_VERIFIER',
  ChallengeResponses: proof,
})
const attributes = () => ({ UserAttributes: [{ Name: 'given_name', Value: 'Alice' }] })
const deviceStatus = () => ({ DeviceRememberedStatus: 'remembered' })
const attributeNames = () => ({ UserAttributeNames: ['given_name'] })
const emailPreference = () => ({ EmailMfaSettings: { Enabled: true, PreferredMfa: true } })
const noOptions = () => ({ MFAOptions: [] })

export const PAIRS: readonly Pair[] = [
  {
    self: ['SignUp', () => ({ Password: PASSWORD })],
    admin: ['AdminCreateUser'],
    answers: {
      confirmed: TAKEN,
      unconfirmed: TAKEN,
      disabled: TAKEN,
      resetRequired: TAKEN,
      forceChange: TAKEN,
      external: TAKEN,
    },
  },
  {
    self: ['ResendConfirmationCode'],
    admin: ['AdminCreateUser', () => ({ MessageAction: 'RESEND' })],
    answers: {
      confirmed: [ALREADY_CONFIRMED, NOT_INVITED],
      unconfirmed: ['ok', NOT_INVITED],
      disabled: [ALREADY_CONFIRMED, NOT_INVITED],
      resetRequired: [ALREADY_CONFIRMED, NOT_INVITED],
      forceChange: [ALREADY_CONFIRMED, 'ok'],
      external: [ALREADY_CONFIRMED, NOT_INVITED],
    },
  },
  {
    self: ['ConfirmSignUp'],
    admin: ['AdminConfirmSignUp'],
    needs: 'sign-up code', // so that the disabled user is unconfirmed, too
    answers: {
      confirmed: unconfirmable('CONFIRMED'),
      unconfirmed: 'ok',
      disabled: 'ok',
      resetRequired: unconfirmable('RESET_REQUIRED'),
      forceChange: unconfirmable('FORCE_CHANGE_PASSWORD'),
      external: unconfirmable('EXTERNAL_PROVIDER'),
    },
  },
  {
    self: ['InitiateAuth', passwordFlow('USER_PASSWORD_AUTH')],
    admin: ['AdminInitiateAuth', passwordFlow('ADMIN_USER_PASSWORD_AUTH')],
    answers: SIGN_IN,
  },
  {
    self: ['InitiateAuth', refreshFlow],
    admin: ['AdminInitiateAuth', refreshFlow],
    needs: 'tokens',
    answers: {
      confirmed: 'ok',
      unconfirmed: NOT_CONFIRMED,
      disabled: DISABLED,
      resetRequired: RESET,
      forceChange: 'ok',
      external: 'ok',
    },
  },
  {
    self: ['RespondToAuthChallenge', verifierAnswer],
    admin: ['AdminRespondToAuthChallenge', verifierAnswer],
    needs: 'proof',
    answers: SIGN_IN,
  },
  {
    self: ['ForgotPassword'],
    admin: ['AdminResetUserPassword'],
    answers: {
      confirmed: 'ok',
      unconfirmed: 'ok',
      disabled: DISABLED, // D11
      resetRequired: 'ok',
      forceChange: NOT_RESETTABLE,
      external: [NO_CONTACT, NOT_RESETTABLE],
    },
  },
  {
    self: ['ConfirmForgotPassword', () => ({ Password: NEXT_PASSWORD })],
    admin: ['AdminSetUserPassword', () => ({ Password: NEXT_PASSWORD, Permanent: true })],
    needs: 'reset code',
    answers: {
      confirmed: 'ok',
      unconfirmed: 'ok',
      disabled: [DISABLED, 'ok'],
      resetRequired: 'ok',
      forceChange: [NOT_RESETTABLE, 'ok'],
      external: [NOT_RESETTABLE, 'ok'],
    },
  },
  {
    self: ['ChangePassword', () => ({ PreviousPassword: PASSWORD, ProposedPassword: NEXT_PASSWORD })],
    admin: ['AdminSetUserPassword', () => ({ Password: NEXT_PASSWORD })],
    needs: 'tokens',
    answers: { ...BY_TOKEN, external: [NOT_RESETTABLE, 'ok'] },
  },
  { self: ['GetUser'], admin: ['AdminGetUser'], needs: 'tokens', answers: BY_TOKEN },
  {
    self: ['UpdateUserAttributes', attributes],
    admin: ['AdminUpdateUserAttributes', attributes],
    needs: 'tokens',
    answers: BY_TOKEN,
  },
  {
    self: ['DeleteUserAttributes', attributeNames],
    admin: ['AdminDeleteUserAttributes', attributeNames],
    needs: 'tokens',
    answers: BY_TOKEN,
  },
  {
    self: ['SetUserMFAPreference', emailPreference],
    admin: ['AdminSetUserMFAPreference', emailPreference],
    needs: 'tokens',
    answers: BY_TOKEN,
  },
  {
    self: ['GetUserAuthFactors'],
    admin: ['AdminGetUserAuthFactors'],
    needs: 'tokens',
    answers: BY_TOKEN,
  },
  {
    self: ['SetUserSettings', noOptions],
    admin: ['AdminSetUserSettings', noOptions],
    needs: 'tokens',
    answers: BY_TOKEN,
  },
  { self: ['DeleteUser'], admin: ['AdminDeleteUser'], needs: 'tokens', answers: BY_TOKEN },
  { self: ['GlobalSignOut'], admin: ['AdminUserGlobalSignOut'], needs: 'tokens', answers: BY_TOKEN },
  { self: ['ListUserSessions'], admin: ['AdminListUserSessions'], needs: 'tokens', answers: BY_TOKEN },
  { self: ['RevokeUserSession'], admin: ['AdminRevokeUserSession'], needs: 'session', answers: BY_TOKEN },
  { self: ['GetDevice'], admin: ['AdminGetDevice'], needs: 'device', answers: BY_TOKEN },
  { self: ['ListDevices'], admin: ['AdminListDevices'], needs: 'device', answers: BY_TOKEN },
  { self: ['ForgetDevice'], admin: ['AdminForgetDevice'], needs: 'device', answers: BY_TOKEN },
  {
    self: ['UpdateDeviceStatus', deviceStatus],
    admin: ['AdminUpdateDeviceStatus', deviceStatus],
    needs: 'device',
    answers: BY_TOKEN,
  },
]

/** Operations of users, or of administrators on users, that have no other form. */
export const WITHOUT_COUNTERPART: readonly OperationName[] = [
  'AdminAddUserToGroup',
  'AdminDeleteSoftwareToken',
  'AdminDisableProviderForUser',
  'AdminDisableUser',
  'AdminEnableUser',
  'AdminLinkProviderForUser',
  'AdminListGroupsForUser',
  'AdminListUserAuthEvents',
  'AdminRemoveUserFromGroup',
  'AssociateSoftwareToken',
  'CompleteWebAuthnRegistration',
  'ConfirmDevice',
  'DeleteWebAuthnCredential',
  'GetClientToken',
  'GetTokensFromRefreshToken',
  'GetUserAttributeVerificationCode',
  'ListWebAuthnCredentials',
  'RevokeToken',
  'StartWebAuthnRegistration',
  'VerifySoftwareToken',
  'VerifyUserAttribute',
]

/** They judge an event, whatever state its user is in. A token in a mail takes the place of an access token. */
export const ABOUT_EVENTS: readonly OperationName[] = [
  'AdminUpdateAuthEventFeedback',
  'UpdateAuthEventFeedback',
]
