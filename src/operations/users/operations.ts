import { AdminConfirmSignUp } from './admin-confirm-sign-up.ts'
import { AdminCreateUser } from './admin-create-user.ts'
import { AdminDeleteUser } from './admin-delete-user.ts'
import { AdminDeleteUserAttributes } from './admin-delete-user-attributes.ts'
import { AdminDisableUser } from './admin-disable-user.ts'
import { AdminEnableUser } from './admin-enable-user.ts'
import { AdminGetUser } from './admin-get-user.ts'
import { AdminResetUserPassword } from './admin-reset-user-password.ts'
import { AdminSetUserPassword } from './admin-set-user-password.ts'
import { AdminUpdateUserAttributes } from './admin-update-user-attributes.ts'
import { ListUsers } from './list-users.ts'

export const usersOperations = {
  AdminConfirmSignUp,
  AdminCreateUser,
  AdminDeleteUser,
  AdminDeleteUserAttributes,
  AdminDisableUser,
  AdminEnableUser,
  AdminGetUser,
  AdminResetUserPassword,
  AdminSetUserPassword,
  AdminUpdateUserAttributes,
  ListUsers,
}
