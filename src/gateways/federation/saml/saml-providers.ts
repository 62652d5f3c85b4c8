import { createPrivateKey, sign } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import type { FederationGateway, SamlJourney } from '../../../domain/federation/federation-gateway.ts'
import { samlAudience } from '../../../domain/federation/saml-audience.ts'
import type { IdentityProvider, SamlProvider } from '../../../domain/identity-providers/identity-provider.ts'
import type { Clock } from '../../../kernel/clock.ts'
import { ASSERTION, HTTP_POST, PROTOCOL, RSA_SHA256 } from './saml-names.ts'

type SamlProviders = Pick<FederationGateway, 'samlAddressAt' | 'samlAnswerOf'>

/** Sign-in through SAML providers that we ask for (SAML Profiles, section 4.1). */
export function samlProviders(clock: Clock): SamlProviders {
  return {
    samlAddressAt(provider, journey, signingKey) {
      const { singleSignOnUrl } = samlOf(provider).metadata
      const request = deflateRawSync(requestOf(provider, journey, singleSignOnUrl, clock()))
      const query = new URLSearchParams({
        SAMLRequest: request.toString('base64'),
        RelayState: journey.relayState,
      })
      if (signingKey !== undefined) {
        // SAML Bindings, section 3.4.4.1: the signature covers the query as it is sent.
        query.set('SigAlg', RSA_SHA256)
        const signature = sign('sha256', Buffer.from(query.toString()), createPrivateKey(signingKey))
        query.set('Signature', signature.toString('base64'))
      }
      return `${singleSignOnUrl}${singleSignOnUrl.includes('?') ? '&' : '?'}${query}`
    },

    async samlAnswerOf(provider, { requestId, recipient }, response) {
      const saml = samlOf(provider)
      // Loaded at the first sign-in: the libraries below are of no use without one.
      const [{ signedAssertion }, { readAssertion }] = await Promise.all([
        import('./saml-response.ts'),
        import('./read-assertion.ts'),
      ])
      const onlyEncrypted = provider.details.EncryptedResponses === 'true'
      const assertion = await signedAssertion(response, { saml, onlyEncrypted, recipient, requestId })
      const audience = samlAudience(provider.userPoolId)
      const { entityId } = saml.metadata
      return readAssertion(assertion, { entityId, audience, recipient, requestId, now: clock() })
    },
  }
}

function samlOf({ name, saml }: IdentityProvider): SamlProvider {
  if (!saml) throw new Error(`${name} is no SAML provider`)
  return saml
}

/** AWS: the shape of the request (SAML Core, section 3.4.1). */
function requestOf(
  { userPoolId }: IdentityProvider,
  { requestId, recipient }: SamlJourney,
  destination: string,
  now: number,
): string {
  const attributes = {
    'xmlns:saml2p': PROTOCOL,
    AssertionConsumerServiceURL: recipient,
    Destination: destination,
    ID: requestId,
    IssueInstant: new Date(now).toISOString(),
    ProtocolBinding: HTTP_POST,
    Version: '2.0',
  }
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`)
  const issuer = `<saml2:Issuer xmlns:saml2="${ASSERTION}">${samlAudience(userPoolId)}</saml2:Issuer>`
  return `<?xml version="1.0" encoding="UTF-8"?><saml2p:AuthnRequest ${written.join(' ')}>${issuer}</saml2p:AuthnRequest>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
