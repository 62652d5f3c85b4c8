import { CreateUserPoolDomain } from './create-user-pool-domain.ts'
import { DeleteUserPoolDomain } from './delete-user-pool-domain.ts'
import { DescribeUserPoolDomain } from './describe-user-pool-domain.ts'
import { UpdateUserPoolDomain } from './update-user-pool-domain.ts'

export const domainsOperations = {
  CreateUserPoolDomain,
  DeleteUserPoolDomain,
  DescribeUserPoolDomain,
  UpdateUserPoolDomain,
}
