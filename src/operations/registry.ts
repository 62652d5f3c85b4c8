import type { OperationName } from '../contract/generated/types.ts'
import { OPERATION_TRAITS } from '../contract/traits/operation-traits.ts'
import { AddCustomAttributes } from './attributes/add-custom-attributes.ts'
import { AddUserPoolClientSecret } from './clients/add-user-pool-client-secret.ts'
import { CreateUserPoolClient } from './clients/create-user-pool-client.ts'
import { DeleteUserPoolClient } from './clients/delete-user-pool-client.ts'
import { DeleteUserPoolClientSecret } from './clients/delete-user-pool-client-secret.ts'
import { DescribeUserPoolClient } from './clients/describe-user-pool-client.ts'
import { ListUserPoolClientSecrets } from './clients/list-user-pool-client-secrets.ts'
import { ListUserPoolClients } from './clients/list-user-pool-clients.ts'
import { UpdateUserPoolClient } from './clients/update-user-pool-client.ts'
import { AdminAddUserToGroup } from './groups/admin-add-user-to-group.ts'
import { AdminListGroupsForUser } from './groups/admin-list-groups-for-user.ts'
import { AdminRemoveUserFromGroup } from './groups/admin-remove-user-from-group.ts'
import { CreateGroup } from './groups/create-group.ts'
import { DeleteGroup } from './groups/delete-group.ts'
import { GetGroup } from './groups/get-group.ts'
import { ListGroups } from './groups/list-groups.ts'
import { ListUsersInGroup } from './groups/list-users-in-group.ts'
import { UpdateGroup } from './groups/update-group.ts'
import { CreateUserImportJob } from './import-jobs/create-user-import-job.ts'
import { DescribeUserImportJob } from './import-jobs/describe-user-import-job.ts'
import { GetCSVHeader } from './import-jobs/get-csv-header.ts'
import { ListUserImportJobs } from './import-jobs/list-user-import-jobs.ts'
import { StartUserImportJob } from './import-jobs/start-user-import-job.ts'
import { StopUserImportJob } from './import-jobs/stop-user-import-job.ts'
import { GetProvisionedLimit } from './limits/get-provisioned-limit.ts'
import { UpdateProvisionedLimit } from './limits/update-provisioned-limit.ts'
import { GetUserPoolMfaConfig } from './mfa-configuration/get-user-pool-mfa-config.ts'
import { SetUserPoolMfaConfig } from './mfa-configuration/set-user-pool-mfa-config.ts'
import { notYet, type Operation } from './operation.ts'
import { CompleteWebAuthnRegistration } from './passkeys/complete-web-authn-registration.ts'
import { DeleteWebAuthnCredential } from './passkeys/delete-web-authn-credential.ts'
import { ListWebAuthnCredentials } from './passkeys/list-web-authn-credentials.ts'
import { StartWebAuthnRegistration } from './passkeys/start-web-authn-registration.ts'
import { ConfirmForgotPassword } from './recovery/confirm-forgot-password.ts'
import { ForgotPassword } from './recovery/forgot-password.ts'
import { ChangePassword } from './self-service/change-password.ts'
import { DeleteUser } from './self-service/delete-user.ts'
import { DeleteUserAttributes } from './self-service/delete-user-attributes.ts'
import { GetUser } from './self-service/get-user.ts'
import { GetUserAttributeVerificationCode } from './self-service/get-user-attribute-verification-code.ts'
import { UpdateUserAttributes } from './self-service/update-user-attributes.ts'
import { VerifyUserAttribute } from './self-service/verify-user-attribute.ts'
import { AdminInitiateAuth } from './sign-in/admin-initiate-auth.ts'
import { AdminRespondToAuthChallenge } from './sign-in/admin-respond-to-auth-challenge.ts'
import { InitiateAuth } from './sign-in/initiate-auth.ts'
import { RespondToAuthChallenge } from './sign-in/respond-to-auth-challenge.ts'
import { ConfirmSignUp } from './sign-up/confirm-sign-up.ts'
import { ResendConfirmationCode } from './sign-up/resend-confirmation-code.ts'
import { SignUp } from './sign-up/sign-up.ts'
import { ListTagsForResource } from './tags/list-tags-for-resource.ts'
import { TagResource } from './tags/tag-resource.ts'
import { UntagResource } from './tags/untag-resource.ts'
import { AdminUserGlobalSignOut } from './tokens/admin-user-global-sign-out.ts'
import { GetTokensFromRefreshToken } from './tokens/get-tokens-from-refresh-token.ts'
import { GlobalSignOut } from './tokens/global-sign-out.ts'
import { RevokeToken } from './tokens/revoke-token.ts'
import { CreateUserPool } from './user-pools/create-user-pool.ts'
import { DeleteUserPool } from './user-pools/delete-user-pool.ts'
import { DescribeUserPool } from './user-pools/describe-user-pool.ts'
import { ListUserPools } from './user-pools/list-user-pools.ts'
import { UpdateUserPool } from './user-pools/update-user-pool.ts'
import { AdminListUserSessions } from './user-sessions/admin-list-user-sessions.ts'
import { AdminRevokeUserSession } from './user-sessions/admin-revoke-user-session.ts'
import { GetUserPoolClientSessionConfiguration } from './user-sessions/get-user-pool-client-session-configuration.ts'
import { GetUserPoolSessionConfiguration } from './user-sessions/get-user-pool-session-configuration.ts'
import { ListUserSessions } from './user-sessions/list-user-sessions.ts'
import { RevokeUserSession } from './user-sessions/revoke-user-session.ts'
import { SetUserPoolClientSessionConfiguration } from './user-sessions/set-user-pool-client-session-configuration.ts'
import { SetUserPoolSessionConfiguration } from './user-sessions/set-user-pool-session-configuration.ts'
import { AdminConfirmSignUp } from './users/admin-confirm-sign-up.ts'
import { AdminCreateUser } from './users/admin-create-user.ts'
import { AdminDeleteUser } from './users/admin-delete-user.ts'
import { AdminDeleteUserAttributes } from './users/admin-delete-user-attributes.ts'
import { AdminDisableUser } from './users/admin-disable-user.ts'
import { AdminEnableUser } from './users/admin-enable-user.ts'
import { AdminGetUser } from './users/admin-get-user.ts'
import { AdminResetUserPassword } from './users/admin-reset-user-password.ts'
import { AdminSetUserPassword } from './users/admin-set-user-password.ts'
import { AdminUpdateUserAttributes } from './users/admin-update-user-attributes.ts'
import { ListUsers } from './users/list-users.ts'

const BUILT: { readonly [Name in OperationName]?: Operation<Name> } = {
  AddCustomAttributes,
  AddUserPoolClientSecret,
  AdminAddUserToGroup,
  AdminConfirmSignUp,
  AdminCreateUser,
  AdminDeleteUser,
  AdminDeleteUserAttributes,
  AdminDisableUser,
  AdminEnableUser,
  AdminGetUser,
  AdminInitiateAuth,
  AdminListGroupsForUser,
  AdminListUserSessions,
  AdminRemoveUserFromGroup,
  AdminResetUserPassword,
  AdminRespondToAuthChallenge,
  AdminRevokeUserSession,
  AdminSetUserPassword,
  AdminUpdateUserAttributes,
  AdminUserGlobalSignOut,
  ChangePassword,
  CompleteWebAuthnRegistration,
  ConfirmForgotPassword,
  ConfirmSignUp,
  CreateGroup,
  CreateUserImportJob,
  CreateUserPool,
  CreateUserPoolClient,
  DeleteGroup,
  DeleteUser,
  DeleteUserAttributes,
  DeleteUserPool,
  DeleteUserPoolClient,
  DeleteUserPoolClientSecret,
  DeleteWebAuthnCredential,
  DescribeUserImportJob,
  DescribeUserPool,
  DescribeUserPoolClient,
  ForgotPassword,
  GetCSVHeader,
  GetGroup,
  GetProvisionedLimit,
  GetTokensFromRefreshToken,
  GetUser,
  GetUserAttributeVerificationCode,
  GetUserPoolClientSessionConfiguration,
  GetUserPoolMfaConfig,
  GetUserPoolSessionConfiguration,
  GlobalSignOut,
  InitiateAuth,
  ListGroups,
  ListTagsForResource,
  ListUserImportJobs,
  ListUserPoolClientSecrets,
  ListUserPoolClients,
  ListUserPools,
  ListUserSessions,
  ListUsers,
  ListUsersInGroup,
  ListWebAuthnCredentials,
  ResendConfirmationCode,
  RespondToAuthChallenge,
  RevokeToken,
  RevokeUserSession,
  SetUserPoolClientSessionConfiguration,
  SetUserPoolMfaConfig,
  SetUserPoolSessionConfiguration,
  SignUp,
  StartUserImportJob,
  StartWebAuthnRegistration,
  StopUserImportJob,
  TagResource,
  UntagResource,
  UpdateGroup,
  UpdateProvisionedLimit,
  UpdateUserAttributes,
  UpdateUserPool,
  UpdateUserPoolClient,
  VerifyUserAttribute,
}

const names = Object.keys(OPERATION_TRAITS) as OperationName[]

/** Every operation of the service model. Those that are not built return a clear error. */
export const registry = Object.fromEntries(names.map((name) => [name, BUILT[name] ?? notYet(name)])) as {
  readonly [Name in OperationName]: Operation<Name>
}
