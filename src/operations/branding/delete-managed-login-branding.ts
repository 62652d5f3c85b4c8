import { brandingNotFound } from '../../domain/branding/branding-errors.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const DeleteManagedLoginBranding = operation('DeleteManagedLoginBranding', {
  access: iam.onUserPool,

  async handle({ UserPoolId, ManagedLoginBrandingId }, { storage, region }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId)
      const existed = await stores.managedLoginBrandings.delete(pool.id, ManagedLoginBrandingId)
      if (!existed) throw brandingNotFound()
    })
  },
})
