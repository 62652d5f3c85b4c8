import { CreateUserPool } from './create-user-pool.ts'
import { DeleteUserPool } from './delete-user-pool.ts'
import { DescribeUserPool } from './describe-user-pool.ts'
import { ListUserPools } from './list-user-pools.ts'
import { UpdateUserPool } from './update-user-pool.ts'

export const userPoolsOperations = {
  CreateUserPool,
  DeleteUserPool,
  DescribeUserPool,
  ListUserPools,
  UpdateUserPool,
}
