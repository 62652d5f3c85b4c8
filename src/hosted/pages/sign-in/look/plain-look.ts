import { BASE_STYLE } from './base-style.ts'
import type { Look } from './look.ts'
import { declarations } from './variables.ts'

const NOTHING = { light: {}, dark: {}, measures: {} }

/** How the pages look to which no owner has changed anything: light or dark, as the browser prefers. */
export function plainLook(version: 1 | 2): Look {
  return {
    version,
    css: declarations(NOTHING, 'light dark') + BASE_STYLE,
    scheme: 'light dark',
    icons: [],
    logo: undefined,
    header: undefined,
    footer: undefined,
    graphics: { shown: true, pictures: {} },
    providersFirst: false,
    hasBackground: false,
  }
}
