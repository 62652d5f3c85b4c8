import { CreateManagedLoginBranding } from './create-managed-login-branding.ts'
import { DeleteManagedLoginBranding } from './delete-managed-login-branding.ts'
import { DescribeManagedLoginBranding } from './describe-managed-login-branding.ts'
import { DescribeManagedLoginBrandingByClient } from './describe-managed-login-branding-by-client.ts'
import { GetUICustomization } from './get-ui-customization.ts'
import { SetUICustomization } from './set-ui-customization.ts'
import { UpdateManagedLoginBranding } from './update-managed-login-branding.ts'

export const brandingOperations = {
  CreateManagedLoginBranding,
  DeleteManagedLoginBranding,
  DescribeManagedLoginBranding,
  DescribeManagedLoginBrandingByClient,
  GetUICustomization,
  SetUICustomization,
  UpdateManagedLoginBranding,
}
