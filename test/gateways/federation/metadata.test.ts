import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { describe, test } from 'node:test'
import { federation } from '../../../src/gateways/federation/federation.ts'
import { metadataOf, SLO_URL, SSO_URL } from '../../operations/identity-providers/providers.ts'
import { refuses } from '../../support/refuses.ts'
import { useProviderServer } from './provider-server.ts'

const provider = useProviderServer()
const open = federation({ privateAddresses: true }, Date.now)
const closed = federation({ privateAddresses: false }, Date.now)

const read = (text: string) => open.readMetadata({ kind: 'document', text })
const invalid = (call: Promise<unknown>, message: string) =>
  refuses(call, 'InvalidParameterException', message)
const incomplete = (text: string, what: string) => invalid(read(text), `Invalid SAML metadata: ${what}`)

describe('a metadata document', () => {
  test('is read for the entity, the addresses and the signing certificates', async () => {
    const metadata = await read(
      metadataOf({ attributes: 'entityID="urn:idp" validUntil="2031-01-02T03:04:05Z"' }),
    )
    const { signingCertificates, ...rest } = metadata
    assert.deepEqual(rest, {
      entityId: 'urn:idp',
      singleSignOnUrl: SSO_URL,
      singleLogoutUrl: SLO_URL,
      singleLogoutResponseUrl: undefined,
      validUntil: Date.UTC(2031, 0, 2, 3, 4, 5),
    })
    assert.equal(signingCertificates.length, 1)
    const [certificate = ''] = signingCertificates
    assert.equal(new X509Certificate(Buffer.from(certificate, 'base64')).subject, 'CN=idp.example.com')
  })

  test('may contain several entities, one of which is an identity provider', async () => {
    const [, entity = ''] = metadataOf().split('?>')
    const service = '<md:EntityDescriptor entityID="sp"><md:SPSSODescriptor/></md:EntityDescriptor>'
    const all = (entities: string) =>
      `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${entities}</md:EntitiesDescriptor>`
    assert.equal((await read(all(service + entity))).entityId, 'https://idp.example.com')
    await incomplete(all(entity + entity), 'it does not describe one identity provider.')
    await incomplete(all(service), 'it does not describe one identity provider.')
  })

  const withEntity = '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

  test('is refused if it defines an entity', () =>
    invalid(read(metadataOf().replace('?>', withEntity)), 'Input XML is invalid'))

  test('is refused if it has too many tags or is too deep', async () => {
    await invalid(read(`<a>${'<b/>'.repeat(20_001)}</a>`), 'Input XML is invalid')
    await invalid(read(`${'<a>'.repeat(60)}${'</a>'.repeat(60)}`), 'Input XML is invalid')
  })

  for (const [what, text] of [
    ['no XML', 'hello'],
    ['empty', ''],
    ['cut short', metadataOf().slice(0, -20)],
    ['with a document type', metadataOf().replace('?>', '?><!DOCTYPE x>')],
    ['with an unknown entity', metadataOf({ services: '&xxe;' })],
    ['with two roots', `${metadataOf()}<more/>`],
  ] as const) {
    test(`is refused if it is ${what}`, () => invalid(read(text), 'Input XML is invalid'))
  }

  test('is refused without what is needed', async () => {
    await incomplete('<a/>', 'it does not describe one identity provider.')
    await incomplete(metadataOf({ attributes: '' }), 'the entity has no entityID.')
    await incomplete(
      metadataOf({ services: '' }),
      'it has no SingleSignOnService with the HTTP-Redirect binding.',
    )
    await incomplete(metadataOf({ certificate: 'AAAA' }), 'a signing certificate cannot be read.')
    await incomplete(metadataOf({ certificate: 'A'.repeat(4097) }), 'a signing certificate is too long.')
    const text = metadataOf().replace('use="signing"', 'use="encryption"')
    await incomplete(text, 'it has no signing certificate.')
  })

  test('may begin with a byte order mark, as that of Entra ID does', async () => {
    assert.equal((await read(`\ufeff${metadataOf()}`)).singleSignOnUrl, SSO_URL)
  })

  test('is refused if its certificate has expired', async () => {
    const later = federation({ privateAddresses: true }, () => Date.now() + 2 * 86_400_000)
    const source = { kind: 'document', text: metadataOf() } as const
    await invalid(later.readMetadata(source), 'Invalid SAML metadata: a signing certificate has expired.')
  })
})

describe('the address of metadata', () => {
  const fetched = (path: string, gateway = open) =>
    gateway.readMetadata({ kind: 'url', url: provider.url + path })

  test('is read under the name that the service uses', async () => {
    provider.answers.set('/metadata', (_, response) => response.end(metadataOf()))
    assert.equal((await fetched('/metadata')).singleSignOnUrl, SSO_URL)
    assert.equal(provider.requests.at(-1)?.headers['user-agent'], 'Amazon/IdPConfig')
  })

  test('is refused with its status where it returns an error', () =>
    invalid(
      fetched('/missing'),
      `Non-ok status code 404 returned from remote metadata source ${provider.url}/missing`,
    ))

  test('is refused where nothing answers, or too much', async () => {
    await invalid(
      open.readMetadata({ kind: 'url', url: 'http://127.0.0.1:1/metadata' }),
      'Error retrieving metadata from http://127.0.0.1:1/metadata',
    )
    provider.answers.set('/huge', (_, response) => response.end('x'.repeat(1024 * 1024 + 1)))
    await invalid(fetched('/huge'), `Error retrieving metadata from ${provider.url}/huge`)
  })

  test('is refused where it is private, and nothing is called', async () => {
    const before = provider.requests.length
    await invalid(fetched('/metadata', closed), `Error retrieving metadata from ${provider.url}/metadata`)
    await invalid(
      closed.readMetadata({ kind: 'url', url: 'https://127.0.0.1/metadata' }),
      'Endpoints can not be private or local IPs',
    )
    assert.equal(provider.requests.length, before)
  })
})
