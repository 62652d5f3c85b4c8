import type { ErrorName } from '../generated/error-names.ts'
import type { OperationName } from '../generated/types.ts'
import { type BackEndMinimum, LEAKED_LIMIT, LIMIT, NEEDED_MAX_RESULTS } from './back-end-minimum.ts'
import type { RequestCategory } from './request-category.ts'

/** What is known of an operation beyond the service model. */
export interface OperationTraits {
  /**
   * The category in which its requests are counted (AWS: "Quotas in Amazon Cognito"; the newest operations, which that
   * page does not list, are in the category of similar ones).
   */
  readonly category: RequestCategory
  /** AWS: it only reads, as CloudTrail marks it. */
  readonly readOnly: boolean
  /**
   * The errors that mean a wrong guess, if passwords or codes can be guessed through the operation without a signature.
   * The signer of a signed request is responsible for it.
   */
  readonly wrongGuess?: readonly ErrorName[]
  readonly backEndMinimum?: BackEndMinimum
}

const WRONG_NAME: readonly ErrorName[] = ['NotAuthorizedException', 'UserNotFoundException']
const WRONG_CODE: readonly ErrorName[] = ['CodeMismatchException', 'ExpiredCodeException']
const WRONG_NAME_OR_CODE: readonly ErrorName[] = [...WRONG_NAME, ...WRONG_CODE]

type Rest = Omit<OperationTraits, 'category' | 'readOnly'>

const read = (category: RequestCategory, rest?: Rest): OperationTraits => ({
  category,
  readOnly: true,
  ...rest,
})
const write = (category: RequestCategory, rest?: Rest): OperationTraits => ({
  category,
  readOnly: false,
  ...rest,
})

export const OPERATION_TRAITS: { readonly [Name in OperationName]: OperationTraits } = {
  AddCustomAttributes: write('UserPoolResourceUpdate'),
  AddUserPoolClientSecret: write('UserPoolClientUpdate'),
  AdminAddUserToGroup: write('UserUpdate'),
  AdminConfirmSignUp: write('UserCreation'),
  AdminCreateUser: write('UserCreation'),
  AdminDeleteSoftwareToken: write('UserResourceUpdate'),
  AdminDeleteUser: write('UserUpdate'),
  AdminDeleteUserAttributes: write('UserUpdate'),
  AdminDisableProviderForUser: write('UserUpdate'),
  AdminDisableUser: write('UserUpdate'),
  AdminEnableUser: write('UserUpdate'),
  AdminForgetDevice: write('UserResourceUpdate'),
  AdminGetDevice: read('UserResourceRead'),
  AdminGetUser: read('UserRead'),
  AdminGetUserAuthFactors: read('UserRead'),
  AdminInitiateAuth: write('UserAuthentication'),
  AdminLinkProviderForUser: write('UserUpdate'),
  AdminListDevices: read('UserResourceRead'),
  AdminListGroupsForUser: read('UserResourceRead', { backEndMinimum: LIMIT }),
  AdminListUserAuthEvents: read('UserResourceRead'),
  AdminListUserSessions: read('UserResourceRead'),
  AdminRemoveUserFromGroup: write('UserUpdate'),
  AdminResetUserPassword: write('UserAccountRecovery'),
  AdminRespondToAuthChallenge: write('UserAuthentication'),
  AdminRevokeUserSession: write('UserResourceUpdate'),
  AdminSetUserMFAPreference: write('UserResourceUpdate'),
  AdminSetUserPassword: write('UserAccountRecovery'),
  AdminSetUserSettings: write('UserResourceUpdate'),
  AdminUpdateAuthEventFeedback: write('UserResourceUpdate'),
  AdminUpdateDeviceStatus: write('UserResourceUpdate'),
  AdminUpdateUserAttributes: write('UserUpdate'),
  AdminUserGlobalSignOut: write('UserUpdate'),
  AssociateSoftwareToken: write('UserResourceUpdate'),
  ChangePassword: write('UserAccountRecovery', { wrongGuess: ['NotAuthorizedException'] }),
  CompleteWebAuthnRegistration: write('UserResourceUpdate'),
  ConfirmDevice: write('UserResourceUpdate'),
  ConfirmForgotPassword: write('UserAccountRecovery', { wrongGuess: WRONG_NAME_OR_CODE }),
  ConfirmSignUp: write('UserCreation', { wrongGuess: WRONG_NAME_OR_CODE }),
  CreateGroup: write('UserPoolResourceUpdate'),
  CreateIdentityProvider: write('UserPoolResourceUpdate'),
  CreateManagedLoginBranding: write('UserPoolResourceUpdate'),
  CreateResourceServer: write('UserPoolResourceUpdate'),
  CreateTerms: write('UserPoolResourceUpdate'),
  CreateUserImportJob: write('UserPoolResourceUpdate'),
  CreateUserPool: write('UserPoolUpdate'),
  CreateUserPoolClient: write('UserPoolClientUpdate'),
  CreateUserPoolDomain: write('UserPoolResourceUpdate'),
  CreateUserPoolReplica: write('UserPoolUpdate'),
  DeleteGroup: write('UserPoolResourceUpdate'),
  DeleteIdentityProvider: write('UserPoolResourceUpdate'),
  DeleteManagedLoginBranding: write('UserPoolResourceUpdate'),
  DeleteResourceServer: write('UserPoolResourceUpdate'),
  DeleteTerms: write('UserPoolResourceUpdate'),
  DeleteUser: write('UserUpdate'),
  DeleteUserAttributes: write('UserUpdate'),
  DeleteUserPool: write('UserPoolUpdate'),
  DeleteUserPoolClient: write('UserPoolClientUpdate'),
  DeleteUserPoolClientSecret: write('UserPoolClientUpdate'),
  DeleteUserPoolDomain: write('UserPoolResourceUpdate'),
  DeleteUserPoolReplica: write('UserPoolUpdate'),
  DeleteWebAuthnCredential: write('UserResourceUpdate'),
  DescribeIdentityProvider: read('UserPoolResourceRead'),
  DescribeManagedLoginBranding: read('UserPoolResourceRead'),
  DescribeManagedLoginBrandingByClient: read('UserPoolResourceRead'),
  DescribeResourceServer: read('UserPoolResourceRead'),
  DescribeRiskConfiguration: read('UserPoolResourceRead'),
  DescribeTerms: read('UserPoolResourceRead'),
  DescribeTermsByClient: read('UserPoolResourceRead'),
  DescribeUserImportJob: read('UserPoolResourceRead'),
  DescribeUserPool: read('UserPoolRead'),
  DescribeUserPoolClient: read('UserPoolClientRead'),
  DescribeUserPoolDomain: read('UserPoolResourceRead'),
  ForgetDevice: write('UserResourceUpdate'),
  ForgotPassword: write('UserAccountRecovery', { wrongGuess: WRONG_NAME }),
  GetCSVHeader: read('UserPoolResourceRead'),
  GetClientToken: write('ClientAuthentication'),
  GetDevice: read('UserResourceRead'),
  GetGroup: read('UserPoolResourceRead'),
  GetIdentityProviderByIdentifier: read('UserPoolResourceRead'),
  GetLogDeliveryConfiguration: read('UserPoolResourceRead'),
  GetProvisionedLimit: read('LimitManagement'),
  GetSigningCertificate: read('UserPoolResourceRead'),
  GetTokensFromRefreshToken: write('UserAuthentication'),
  GetUICustomization: read('UserPoolResourceRead'),
  GetUser: read('UserRead'),
  GetUserAttributeVerificationCode: write('UserResourceRead'),
  GetUserAuthFactors: read('UserRead'),
  GetUserPoolClientSessionConfiguration: read('UserPoolClientRead'),
  GetUserPoolMfaConfig: read('UserPoolResourceRead'),
  GetUserPoolSessionConfiguration: read('UserPoolResourceRead'),
  GlobalSignOut: write('UserUpdate'),
  InitiateAuth: write('UserAuthentication', { wrongGuess: WRONG_NAME }),
  ListDevices: read('UserResourceRead'),
  ListGroups: read('UserPoolResourceRead', { backEndMinimum: LIMIT }),
  ListIdentityProviders: read('UserPoolResourceRead'),
  ListResourceServers: read('UserPoolResourceRead', { backEndMinimum: NEEDED_MAX_RESULTS }),
  ListTagsForResource: read('UserPoolResourceRead'),
  ListTerms: read('UserPoolResourceRead'),
  ListUserImportJobs: read('UserPoolResourceRead'),
  ListUserPoolClientSecrets: read('UserPoolClientRead'),
  ListUserPoolClients: read('UserPoolClientRead'),
  ListUserPoolReplicas: read('UserPoolRead'),
  ListUserPools: read('UserPoolRead'),
  ListUserSessions: read('UserResourceRead'),
  ListUsers: read('UserList'),
  ListUsersInGroup: read('UserList', { backEndMinimum: LEAKED_LIMIT }),
  ListWebAuthnCredentials: read('UserResourceRead'),
  ResendConfirmationCode: write('UserResourceRead', { wrongGuess: WRONG_NAME }),
  RespondToAuthChallenge: write('UserAuthentication', { wrongGuess: WRONG_NAME_OR_CODE }),
  RevokeToken: write('UserToken'),
  RevokeUserSession: write('UserResourceUpdate'),
  SetLogDeliveryConfiguration: write('UserPoolResourceUpdate'),
  SetRiskConfiguration: write('UserPoolResourceUpdate'),
  SetUICustomization: write('UserPoolResourceUpdate'),
  SetUserMFAPreference: write('UserResourceUpdate'),
  SetUserPoolClientSessionConfiguration: write('UserPoolClientUpdate'),
  SetUserPoolMfaConfig: write('UserPoolResourceUpdate'),
  SetUserPoolSessionConfiguration: write('UserPoolResourceUpdate'),
  SetUserSettings: write('UserResourceUpdate'),
  SignUp: write('UserCreation', { wrongGuess: ['NotAuthorizedException'] }),
  StartUserImportJob: write('UserPoolResourceUpdate'),
  StartWebAuthnRegistration: write('UserResourceUpdate'),
  StopUserImportJob: write('UserPoolResourceUpdate'),
  TagResource: write('UserPoolResourceUpdate'),
  UntagResource: write('UserPoolResourceUpdate'),
  UpdateAuthEventFeedback: write('UserResourceUpdate'),
  UpdateDeviceStatus: write('UserResourceUpdate'),
  UpdateGroup: write('UserPoolResourceUpdate'),
  UpdateIdentityProvider: write('UserPoolResourceUpdate'),
  UpdateManagedLoginBranding: write('UserPoolResourceUpdate'),
  UpdateProvisionedLimit: write('LimitManagement'),
  UpdateResourceServer: write('UserPoolResourceUpdate'),
  UpdateTerms: write('UserPoolResourceUpdate'),
  UpdateUserAttributes: write('UserUpdate'),
  UpdateUserPool: write('UserPoolUpdate'),
  UpdateUserPoolClient: write('UserPoolClientUpdate'),
  UpdateUserPoolDomain: write('UserPoolResourceUpdate'),
  UpdateUserPoolReplica: write('UserPoolUpdate'),
  VerifySoftwareToken: write('UserResourceUpdate', {
    wrongGuess: ['NotAuthorizedException', 'EnableSoftwareTokenMFAException', ...WRONG_CODE],
  }),
  VerifyUserAttribute: write('UserUpdate', { wrongGuess: WRONG_CODE }),
}
