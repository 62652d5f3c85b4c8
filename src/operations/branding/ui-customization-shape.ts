import type { UICustomizationType } from '../../contract/generated/types.ts'
import {
  customizationVersion,
  imageUrl,
  type UiCustomization,
} from '../../domain/branding/ui-customization.ts'

/** A customization in the words of the API. */
export function toUiCustomizationType(
  customization: UiCustomization,
  publicUrl: string,
): UICustomizationType {
  return {
    UserPoolId: customization.userPoolId,
    ClientId: customization.clientId,
    ImageUrl: imageUrl(publicUrl, customization),
    CSS: customization.css,
    CSSVersion: customizationVersion(customization),
    LastModifiedDate: customization.modifiedAt,
    CreationDate: customization.createdAt,
  }
}
