import type {
  CognitoIdentityProviderClient,
  CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider'
import { withoutTrailingSlashes } from '../kernel/web-address.ts'
import { loadAwsSdk } from './aws-endpoint.ts'

export type CognitoSdk = typeof import('@aws-sdk/client-cognito-identity-provider')

export interface Cognito {
  readonly sdk: CognitoSdk
  readonly client: CognitoIdentityProviderClient
}

export interface CognitoAddress {
  readonly region: string
  /** Undefined: where the SDK finds it, which is that of AWS unless environment or configuration files name another. */
  readonly endpoint?: string | undefined
  /** Of the shared configuration files; else credentials come from where the SDK looks for them. */
  readonly profile?: string | undefined
}

/** Loads the AWS SDK, an optional dependency that nothing else needs. Rejects where it isn't installed. */
export async function openCognito(
  { region, endpoint, profile }: CognitoAddress,
  config: CognitoIdentityProviderClientConfig = {},
): Promise<Cognito> {
  const sdk = await loadSdk()
  const client = new sdk.CognitoIdentityProviderClient({
    region,
    ...(endpoint && { endpoint }),
    ...(profile && { profile }),
    ...config,
  })
  return { sdk, client }
}

/** The address that AWS itself has for the service in a region. */
export function addressOfAws({ client }: Cognito, region: string): string {
  const { url } = client.config.endpointProvider({ Region: region, UseFIPS: false, UseDualStack: false })
  return withoutTrailingSlashes(url.href)
}

function loadSdk(): Promise<CognitoSdk> {
  return loadAwsSdk(() => import('@aws-sdk/client-cognito-identity-provider'))
}
