import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminListUserSessionsCommand,
  AdminResetUserPasswordCommand,
  AdminRespondToAuthChallengeCommand,
  AdminRevokeUserSessionCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  ChangePasswordCommand,
  type CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  DeleteUserAttributesCommand,
  DeleteUserCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  ListUserSessionsCommand,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  RevokeUserSessionCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { OperationName } from '../../src/contract/generated/types.ts'
import type { User } from '../../src/domain/users/user.ts'
import { PASSWORD } from './sign-in/fixtures.ts'

// What each operation that has a form for users and one for administrators answers about a user in each state.

/** The states, and what puts a confirmed user into them. */
export const STATES = {
  confirmed: { status: 'CONFIRMED' },
  unconfirmed: { status: 'UNCONFIRMED' },
  disabled: { enabled: false },
  resetRequired: { status: 'RESET_REQUIRED' },
  forceChange: { status: 'FORCE_CHANGE_PASSWORD' },
  external: { status: 'EXTERNAL_PROVIDER' },
} as const satisfies Readonly<Record<string, Partial<User>>>
export type State = keyof typeof STATES

/** What a user got hold of before it came into its state; empty where the pair does not need it. */
export interface InHand {
  readonly AccessToken: string
  readonly RefreshToken: string
  /** Of another sign-in than that of the tokens. */
  readonly SessionId: string
  /** Of a sign-up or of a forgotten password. */
  readonly ConfirmationCode: string
  /** The answer to PASSWORD_VERIFIER. */
  readonly proof: Record<string, string>
}

export interface Actor extends InHand {
  readonly root: CognitoIdentityProviderClient
  readonly UserPoolId: string
  readonly ClientId: string
  readonly Username: string
}

/** Sends the request of a form and answers what came back. */
type Call = (actor: Actor) => Promise<object>
type Form = readonly [OperationName, Call]

/** What both forms answer, or the users' form and that of the administrators. */
type Answer = string | readonly [self: string, admin: string]

export interface Pair {
  readonly self: Form
  readonly admin: Form
  readonly needs?: 'tokens' | 'session' | 'sign-up code' | 'reset code' | 'proof'
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

/** Operations by an access token: administrators may do the same whatever the state. */
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

const UserAttributes = [{ Name: 'given_name', Value: 'Alice' }]
const UserAttributeNames = ['given_name']

type Requester = Omit<Actor, 'root'>

const passwordFlow = ({ UserPoolId, ClientId, Username }: Requester) => ({
  UserPoolId,
  ClientId,
  AuthFlow: 'USER_PASSWORD_AUTH' as const,
  AuthParameters: { USERNAME: Username, PASSWORD },
})

const refreshFlow = ({ UserPoolId, ClientId, RefreshToken }: Requester) => ({
  UserPoolId,
  ClientId,
  AuthFlow: 'REFRESH_TOKEN_AUTH' as const,
  AuthParameters: { REFRESH_TOKEN: RefreshToken },
})

const verifierAnswer = ({ UserPoolId, ClientId, proof }: Requester) => ({
  UserPoolId,
  ClientId,
  ChallengeName: 'PASSWORD_VERIFIER' as const,
  ChallengeResponses: proof,
})

export const PAIRS: readonly Pair[] = [
  {
    self: ['SignUp', ({ root, ...it }) => root.send(new SignUpCommand({ ...it, Password: PASSWORD }))],
    admin: ['AdminCreateUser', ({ root, ...it }) => root.send(new AdminCreateUserCommand(it))],
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
    self: ['ResendConfirmationCode', ({ root, ...it }) => root.send(new ResendConfirmationCodeCommand(it))],
    admin: [
      'AdminCreateUser',
      ({ root, ...it }) => root.send(new AdminCreateUserCommand({ ...it, MessageAction: 'RESEND' })),
    ],
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
    self: ['ConfirmSignUp', ({ root, ...it }) => root.send(new ConfirmSignUpCommand(it))],
    admin: ['AdminConfirmSignUp', ({ root, ...it }) => root.send(new AdminConfirmSignUpCommand(it))],
    needs: 'sign-up code', // so that the user who is disabled is unconfirmed, too
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
    self: ['InitiateAuth', ({ root, ...it }) => root.send(new InitiateAuthCommand(passwordFlow(it)))],
    admin: [
      'AdminInitiateAuth',
      ({ root, ...it }) =>
        root.send(
          new AdminInitiateAuthCommand({ ...passwordFlow(it), AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' }),
        ),
    ],
    answers: SIGN_IN,
  },
  {
    self: ['InitiateAuth', ({ root, ...it }) => root.send(new InitiateAuthCommand(refreshFlow(it)))],
    admin: [
      'AdminInitiateAuth',
      ({ root, ...it }) => root.send(new AdminInitiateAuthCommand(refreshFlow(it))),
    ],
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
    self: [
      'RespondToAuthChallenge',
      ({ root, ...it }) => root.send(new RespondToAuthChallengeCommand(verifierAnswer(it))),
    ],
    admin: [
      'AdminRespondToAuthChallenge',
      ({ root, ...it }) => root.send(new AdminRespondToAuthChallengeCommand(verifierAnswer(it))),
    ],
    needs: 'proof',
    answers: SIGN_IN,
  },
  {
    self: ['ForgotPassword', ({ root, ...it }) => root.send(new ForgotPasswordCommand(it))],
    admin: ['AdminResetUserPassword', ({ root, ...it }) => root.send(new AdminResetUserPasswordCommand(it))],
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
    self: [
      'ConfirmForgotPassword',
      ({ root, ...it }) => root.send(new ConfirmForgotPasswordCommand({ ...it, Password: NEXT_PASSWORD })),
    ],
    admin: [
      'AdminSetUserPassword',
      ({ root, ...it }) =>
        root.send(new AdminSetUserPasswordCommand({ ...it, Password: NEXT_PASSWORD, Permanent: true })),
    ],
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
    self: [
      'ChangePassword',
      ({ root, ...it }) =>
        root.send(
          new ChangePasswordCommand({ ...it, PreviousPassword: PASSWORD, ProposedPassword: NEXT_PASSWORD }),
        ),
    ],
    admin: [
      'AdminSetUserPassword',
      ({ root, ...it }) => root.send(new AdminSetUserPasswordCommand({ ...it, Password: NEXT_PASSWORD })),
    ],
    needs: 'tokens',
    answers: { ...BY_TOKEN, external: [NOT_RESETTABLE, 'ok'] },
  },
  {
    self: ['GetUser', ({ root, ...it }) => root.send(new GetUserCommand(it))],
    admin: ['AdminGetUser', ({ root, ...it }) => root.send(new AdminGetUserCommand(it))],
    needs: 'tokens',
    answers: BY_TOKEN,
  },
  {
    self: [
      'UpdateUserAttributes',
      ({ root, ...it }) => root.send(new UpdateUserAttributesCommand({ ...it, UserAttributes })),
    ],
    admin: [
      'AdminUpdateUserAttributes',
      ({ root, ...it }) => root.send(new AdminUpdateUserAttributesCommand({ ...it, UserAttributes })),
    ],
    needs: 'tokens',
    answers: BY_TOKEN,
  },
  {
    self: [
      'DeleteUserAttributes',
      ({ root, ...it }) => root.send(new DeleteUserAttributesCommand({ ...it, UserAttributeNames })),
    ],
    admin: [
      'AdminDeleteUserAttributes',
      ({ root, ...it }) => root.send(new AdminDeleteUserAttributesCommand({ ...it, UserAttributeNames })),
    ],
    needs: 'tokens',
    answers: BY_TOKEN,
  },
  {
    self: ['DeleteUser', ({ root, ...it }) => root.send(new DeleteUserCommand(it))],
    admin: ['AdminDeleteUser', ({ root, ...it }) => root.send(new AdminDeleteUserCommand(it))],
    needs: 'tokens',
    answers: BY_TOKEN,
  },
  {
    self: ['GlobalSignOut', ({ root, ...it }) => root.send(new GlobalSignOutCommand(it))],
    admin: ['AdminUserGlobalSignOut', ({ root, ...it }) => root.send(new AdminUserGlobalSignOutCommand(it))],
    needs: 'tokens',
    answers: BY_TOKEN,
  },
  {
    self: ['ListUserSessions', ({ root, ...it }) => root.send(new ListUserSessionsCommand(it))],
    admin: ['AdminListUserSessions', ({ root, ...it }) => root.send(new AdminListUserSessionsCommand(it))],
    needs: 'tokens',
    answers: BY_TOKEN,
  },
  {
    self: ['RevokeUserSession', ({ root, ...it }) => root.send(new RevokeUserSessionCommand(it))],
    admin: ['AdminRevokeUserSession', ({ root, ...it }) => root.send(new AdminRevokeUserSessionCommand(it))],
    needs: 'session',
    answers: BY_TOKEN,
  },
]

/** Operations of users, or of administrators on users, that have no other form. */
export const WITHOUT_COUNTERPART: readonly OperationName[] = [
  'AdminAddUserToGroup',
  'AdminDisableUser',
  'AdminEnableUser',
  'AdminListGroupsForUser',
  'AdminRemoveUserFromGroup',
  'GetTokensFromRefreshToken',
  'GetUserAttributeVerificationCode',
  'RevokeToken',
  'VerifyUserAttribute',
]
