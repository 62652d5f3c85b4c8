import { findBrandingOfClient } from '../../domain/branding/find-branding.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toBrandingType } from './branding-shape.ts'

export const DescribeManagedLoginBrandingByClient = operation('DescribeManagedLoginBrandingByClient', {
  access: iam.onUserPool,

  async handle(input, { storage: { stores }, region }) {
    const pool = await findUserPool(stores, region, input.UserPoolId)
    const branding = await findBrandingOfClient(stores, pool.id, input.ClientId)
    return { ManagedLoginBranding: toBrandingType(branding, input.ReturnMergedResources) }
  },
})
