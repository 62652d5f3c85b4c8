import type { XmlElement } from '@xmldom/xmldom'
import { decrypt } from 'xml-encryption'
import { childrenOf } from '../xml-elements.ts'
import { XML_ENCRYPTION } from './saml-names.ts'

/**
 * The text of an assertion that was encrypted for the pool (SAML Core, section 2.3.4); undefined if it cannot be opened.
 * @param privateKey PEM
 */
export function decryptAssertion(encrypted: XmlElement, privateKey: string): Promise<string | undefined> {
  const [data, ...more] = childrenOf(encrypted, XML_ENCRYPTION, 'EncryptedData')
  if (!data || more.length > 0) return Promise.resolve(undefined)
  const options = {
    key: privateKey,
    disallowDecryptionWithInsecureAlgorithm: true,
    warnInsecureAlgorithm: false,
  }
  return new Promise((resolve) => {
    try {
      // The key may lie beside the data; the library looks for it in the whole text.
      decrypt(`${encrypted}`, options, (error, result) => resolve(error ? undefined : result))
    } catch {
      resolve(undefined)
    }
  })
}
