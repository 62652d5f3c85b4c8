import { mapIn, mapOf } from './json-map.ts'
import { path, type Read, WrongValue, webAddress } from './values.ts'

/** Where the function of a trigger is: an address of Lambda's runtime interface, or a module on this machine. */
export type TriggerFunction =
  | { readonly name: string; readonly url: string }
  | { readonly name: string; readonly module: string }

const FORM =
  'functions by ARN or name, each with either url or module, such as {"pre-sign-up": {"url": "http://localhost:9000"}}'

/** A map in the configuration file, which arrives here as JSON. The order stays: the first function that fits is called. */
export const triggerFunctions: Read<readonly TriggerFunction[]> = (text) =>
  Object.entries(mapIn(text, FORM)).map(([name, place]) => {
    const entries = Object.entries(mapOf(place, FORM))
    const [[kind, value] = []] = entries
    if (entries.length !== 1 || typeof value !== 'string' || value === '') throw new WrongValue(FORM)
    if (!/^[\w:$-]{1,300}$/.test(name)) throw new WrongValue(FORM)
    if (kind === 'url') return { name, url: webAddress(value) }
    if (kind === 'module') return { name, module: path(value) }
    throw new WrongValue(FORM)
  })
