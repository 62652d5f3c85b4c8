import { updateBranding } from '../../domain/branding/update-branding.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toAssets, toBrandingType, toSettings } from './branding-shape.ts'

export const UpdateManagedLoginBranding = operation('UpdateManagedLoginBranding', {
  access: iam.onOptionalUserPool,
  auditsAnswer: true,

  async handle({ UserPoolId = '', ManagedLoginBrandingId = '', ...input }, { storage, region, now }) {
    return storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const change = {
        userPoolId: pool.id,
        id: ManagedLoginBrandingId,
        useCognitoProvidedValues: input.UseCognitoProvidedValues ?? false,
        settings: toSettings(input.Settings),
        assets: toAssets(input.Assets),
      }
      const branding = await updateBranding(stores, change, now) // ResourceNotFound-, InvalidParameterException
      return { ManagedLoginBranding: toBrandingType(branding) }
    })
  },
})
