import { findUiCustomization } from '../../domain/branding/find-ui-customization.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toUiCustomizationType } from './ui-customization-shape.ts'

export const GetUICustomization = operation('GetUICustomization', {
  access: iam.onUserPool,

  async handle({ UserPoolId, ClientId }, { storage: { stores }, region, publicUrl }) {
    const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
    const customization = await findUiCustomization(stores, pool.id, ClientId)
    return { UICustomization: customization ? toUiCustomizationType(customization, publicUrl) : {} }
  },
})
