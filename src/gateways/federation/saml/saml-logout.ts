import type { SamlLogoutGateway } from '../../../domain/federation/saml-logout-gateway.ts'
import type { Clock } from '../../../kernel/clock.ts'
import { addressWith } from './redirect-binding.ts'
import { logoutRequest, logoutResponse } from './saml-messages.ts'
import { samlOf } from './saml-providers.ts'

/** Single logout at SAML providers. What is read here is loaded at the first logout. */
export function samlLogout(clock: Clock): SamlLogoutGateway {
  return {
    logoutAddressAt(provider, { requestId, relayState, session }, signingKey) {
      const { singleLogoutUrl: destination = '' } = samlOf(provider).metadata
      const head = { userPoolId: provider.userPoolId, id: requestId, destination, now: clock() }
      const xml = logoutRequest(head, session)
      return addressWith(destination, { parameter: 'SAMLRequest', xml, relayState }, signingKey)
    },

    logoutAnswerAddressAt(provider, { id, inResponseTo, relayState }, signingKey) {
      const { singleLogoutUrl, singleLogoutResponseUrl } = samlOf(provider).metadata
      const destination = singleLogoutResponseUrl ?? singleLogoutUrl ?? ''
      const head = { userPoolId: provider.userPoolId, id, destination, now: clock() }
      const xml = logoutResponse(head, inResponseTo)
      return addressWith(destination, { parameter: 'SAMLResponse', xml, relayState }, signingKey)
    },

    async senderOf(message) {
      const { readSender } = await import('./read-logout.ts')
      return readSender(message)
    },

    async logoutRequestOf(provider, message, recipient) {
      const { readLogoutRequest } = await import('./read-logout.ts')
      return readLogoutRequest(message, { metadata: samlOf(provider).metadata, recipient, now: clock() })
    },

    async assertLoggedOut(provider, message, expected) {
      const { readLogoutResponse } = await import('./read-logout.ts')
      readLogoutResponse(message, { metadata: samlOf(provider).metadata, ...expected })
    },
  }
}
