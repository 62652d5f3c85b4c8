import { withoutTrailingSlashes } from '../../kernel/web-address.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

/** The `iss` of a pool's tokens: the URL under which its key set is published. */
export type IssuerOf = (pool: Pick<UserPool, 'id' | 'region' | 'settings'>) => string

/** The server's own address, or the issuer that AWS would use. */
export type IssuerForm = 'public-url' | 'aws'

export function issuers(form: IssuerForm, publicUrl: string): IssuerOf {
  if (form === 'aws') return awsIssuer
  const base = withoutTrailingSlashes(publicUrl)
  return ({ id }) => `${base}/${id}`
}

/** AWS: IssuerConfigurationType. */
const awsIssuer: IssuerOf = ({ id, region, settings }) => {
  const host = settings.issuerConfiguration.type === 'UPDATED' ? 'issuer-cognito-idp' : 'cognito-idp'
  return `https://${host}.${region}.amazonaws.com/${id}`
}
