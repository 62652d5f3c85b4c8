import { newSamlKeys } from './saml-idp.ts'

// The keys of the provider and of somebody else, made once for all files of a process.
export const SAML_KEYS = newSamlKeys()
export const OTHER_KEYS = newSamlKeys()
