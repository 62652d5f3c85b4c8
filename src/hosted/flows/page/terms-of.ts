import type { UserPoolClient } from '../../../domain/clients/user-pool-client.ts'
import type { Terms, TermsName } from '../../../domain/terms/terms.ts'
import type { Exchange } from '../../domains/exchange.ts'
import type { Language } from '../../languages/language.ts'
import type { SignUpPage } from '../../pages/sign-in/sign-up-page.tsx'

/** AWS: the names of languages in the links of terms. */
const NAMES: Readonly<Record<Language, string>> = {
  en: 'english',
  fr: 'french',
  de: 'german',
  it: 'italian',
  es: 'spanish',
  'pt-BR': 'portuguese-brazil',
  nl: 'dutch',
  id: 'bahasa-indonesia',
  ja: 'japanese',
  ko: 'korean',
  'zh-CN': 'chinese-simplified',
  'zh-TW': 'chinese-traditional',
}

/** The documents that a sign-up agrees to. AWS: on pages of version 2, if the client has both. */
export async function termsOf(
  { domain, world }: Exchange,
  client: UserPoolClient,
  language: Language,
): Promise<SignUpPage['terms']> {
  if (domain.managedLoginVersion !== 2) return undefined
  const terms = await world.storage.stores.terms.ofClient(client.id)
  const termsOfUse = linkOf(terms, 'terms-of-use', language)
  const privacyPolicy = linkOf(terms, 'privacy-policy', language)
  return termsOfUse && privacyPolicy ? { termsOfUse, privacyPolicy } : undefined
}

function linkOf(terms: readonly Terms[], name: TermsName, language: Language): string | undefined {
  const links = terms.find((document) => document.name === name)?.links
  return links?.[`cognito:${NAMES[language]}`] ?? links?.['cognito:default']
}
