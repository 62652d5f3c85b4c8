import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import { type AssetOutline, MAX_ASSETS, MAX_BRANDINGS } from './managed-login-branding.ts'

export const brandingNotFound = () =>
  new ServiceError('ResourceNotFoundException', 'ManagedLoginBranding does not exist.')

export const brandingOfClientNotFound = (clientId: string) =>
  new ServiceError('ResourceNotFoundException', `ManagedLoginBranding for client ${clientId} does not exist.`)

export const brandingExists = (clientId: string) =>
  new ServiceError(
    'ManagedLoginBrandingExistsException',
    `A ManagedLoginBranding already exists for client ${clientId}`,
  )

export const valuesOrSettings = () =>
  invalidParameter('useCognitoProvidedValues or settings should be specified (but not both)')

/** Deviation: the service's own message is not known (docs/deviations.md, "branding styles per user pool"). */
export const tooManyBrandings = () =>
  new ServiceError(
    'LimitExceededException',
    `The limit of ${MAX_BRANDINGS} managed login branding styles in this user pool is reached.`,
  )

/** Deviation: the service's own message is not known (docs/deviations.md, "assets"). */
export const tooManyAssets = () =>
  invalidParameter(`A managed login branding style cannot have more than ${MAX_ASSETS} assets.`)

export interface AssetFault extends AssetOutline {
  readonly message: string
}

/** The service's own form; most of the explanations are ours (docs/deviations.md, "assets"). */
export const invalidAssets = (faults: readonly AssetFault[]) =>
  invalidParameter(
    `Invalid assets provided. Validation errors: [${faults
      .map(
        ({ category, extension, colorMode, message }) =>
          `{category: ${category}, extension: ${extension}, colorMode: ${colorMode}, errorMessage: "${message}"}`,
      )
      .join(', ')}]`,
  )

/** In the form of the errors of assets (docs/deviations.md, "settings of managed login"). */
export const invalidSettings = (faults: readonly string[]) =>
  invalidParameter(`Invalid settings provided. Validation errors: [${faults.join(', ')}]`)
