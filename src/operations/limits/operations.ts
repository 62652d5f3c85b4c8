import { GetProvisionedLimit } from './get-provisioned-limit.ts'
import { UpdateProvisionedLimit } from './update-provisioned-limit.ts'

export const limitsOperations = {
  GetProvisionedLimit,
  UpdateProvisionedLimit,
}
