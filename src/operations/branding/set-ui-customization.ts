import { setUiCustomization } from '../../domain/branding/set-ui-customization.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toUiCustomizationType } from './ui-customization-shape.ts'

export const SetUICustomization = operation('SetUICustomization', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle({ UserPoolId, ClientId, CSS, ImageFile }, { storage, region, publicUrl, now }) {
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const requested = { clientId: ClientId, css: CSS, image: ImageFile }
      // InvalidParameter-, ResourceNotFoundException
      const customization = await setUiCustomization(stores, pool, requested, now)
      return { UICustomization: toUiCustomizationType(customization, publicUrl) }
    })
  },
})
