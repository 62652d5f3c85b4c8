import { grantClientCredentials } from '../../../domain/journeys/oauth/grant-client-credentials.ts'
import { OAuthError } from '../../../domain/journeys/oauth/oauth-error.ts'
import type { OAuthTokens } from '../../../domain/journeys/oauth/oauth-tokens.ts'
import { redeemCode } from '../../../domain/journeys/oauth/redeem-code.ts'
import { refreshTokens } from '../../../domain/journeys/refresh/refresh-tokens.ts'
import type { PoolClient } from '../../../domain/pool-clients/pool-client-store.ts'
import type { RequestContext } from '../../../domain/requests/request-context.ts'
import type { Entry } from '../../domains/enter.ts'
import type { Form } from '../form.ts'
import { clientMetadataIn } from './client-metadata.ts'

interface Grant {
  readonly rated?: Entry['rated']
  tokens(context: RequestContext, client: PoolClient, form: Form): Promise<OAuthTokens>
}

/** What `grant_type` may be. AWS: refreshes and client credentials count towards the rates of their twins in the API. */
const GRANTS: Readonly<Record<string, Grant>> = {
  authorization_code: {
    tokens: (context, client, { value }) =>
      redeemCode(context, client, {
        code: value('code'),
        redirectUri: value('redirect_uri'),
        codeVerifier: value('code_verifier'),
      }),
  },
  refresh_token: {
    rated: { operation: 'GetTokensFromRefreshToken', category: 'UserAuthentication', readOnly: false },
    tokens: async (context, client, { value }) => {
      const refreshToken = value('refresh_token')
      if (refreshToken === undefined) throw new OAuthError('invalid_request')
      return refreshTokens(context, { ...client, refreshToken, source: 'RefreshTokens' })
    },
  },
  client_credentials: {
    rated: { operation: 'GetClientToken', category: 'ClientAuthentication', readOnly: false },
    tokens: (context, client, { value }) => {
      const clientMetadata = clientMetadataIn(value('aws_client_metadata'))
      return grantClientCredentials(context, client, { scope: value('scope'), clientMetadata })
    },
  },
}

/** @throws OAuthError if there is no such grant, or none is named */
export function grantOf({ value }: Form): Grant {
  const type = value('grant_type')
  if (type === undefined) throw new OAuthError('invalid_request')
  const grant = Object.hasOwn(GRANTS, type) ? GRANTS[type] : undefined
  if (!grant) throw new OAuthError('unsupported_grant_type')
  return grant
}
