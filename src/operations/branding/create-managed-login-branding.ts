import { addBranding } from '../../domain/branding/add-branding.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toAssets, toBrandingType, toSettings } from './branding-shape.ts'

export const CreateManagedLoginBranding = operation('CreateManagedLoginBranding', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle(input, { storage, region, now, entropy }) {
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, input.UserPoolId) // ResourceNotFoundException
      const branding = await addBranding(stores, {
        id: entropy.uuid(),
        userPoolId: pool.id,
        clientId: input.ClientId,
        useCognitoProvidedValues: input.UseCognitoProvidedValues ?? false,
        settings: toSettings(input.Settings),
        assets: toAssets(input.Assets),
        createdAt: now,
        modifiedAt: now,
      }) // ResourceNotFound-, InvalidParameter-, ManagedLoginBrandingExists-, LimitExceededException
      return { ManagedLoginBranding: toBrandingType(branding) }
    })
  },
})
