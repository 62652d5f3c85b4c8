import type { FederationGateway } from '../../../domain/federation/federation-gateway.ts'
import { samlAudience } from '../../../domain/federation/saml-audience.ts'
import type { IdentityProvider, SamlProvider } from '../../../domain/identity-providers/identity-provider.ts'
import type { Clock } from '../../../kernel/clock.ts'
import { addressWith } from './redirect-binding.ts'
import { authnRequest } from './saml-messages.ts'

type SamlProviders = Pick<FederationGateway, 'samlAddressAt' | 'samlAnswerOf'>

/** Sign-in through SAML providers (SAML Profiles, section 4.1). */
export function samlProviders(clock: Clock): SamlProviders {
  return {
    samlAddressAt(provider, { requestId, recipient, relayState }, signingKey) {
      const { singleSignOnUrl } = samlOf(provider).metadata
      const { userPoolId } = provider
      const head = { userPoolId, id: requestId, destination: singleSignOnUrl, now: clock() }
      const xml = authnRequest(head, recipient)
      return addressWith(singleSignOnUrl, { parameter: 'SAMLRequest', xml, relayState }, signingKey)
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

export function samlOf({ name, saml }: IdentityProvider): SamlProvider {
  if (!saml) throw new Error(`${name} is no SAML provider`)
  return saml
}
