import { ChangePassword } from './change-password.ts'
import { DeleteUser } from './delete-user.ts'
import { DeleteUserAttributes } from './delete-user-attributes.ts'
import { GetUser } from './get-user.ts'
import { GetUserAttributeVerificationCode } from './get-user-attribute-verification-code.ts'
import { UpdateUserAttributes } from './update-user-attributes.ts'
import { VerifyUserAttribute } from './verify-user-attribute.ts'

export const selfServiceOperations = {
  ChangePassword,
  DeleteUser,
  DeleteUserAttributes,
  GetUser,
  GetUserAttributeVerificationCode,
  UpdateUserAttributes,
  VerifyUserAttribute,
}
