import { BASE_STYLE } from './base-style.ts'
import type { Look } from './look.ts'
import { plainLook } from './plain-look.ts'
import { declarations } from './variables.ts'

/** What SetUICustomization stored for a client, or else for its pool. */
export interface ClassicBranding {
  /** Rules for the classes of the classic pages, which were checked when they were stored. */
  readonly css: string | undefined
  /** The address of the logo. */
  readonly logo: string | undefined
}

/** The logo stands in a strip across the top of the form, whose colour owners choose. */
const BANNER =
  '.background-customizable{overflow:hidden}.banner-customizable{margin:-2.25rem -2.25rem 1.5rem;padding:1.5rem}@media(max-width:30rem){.banner-customizable{margin:-1.5rem -1.25rem 1.5rem}}'

const NOTHING = { light: {}, dark: {}, measures: {} }

/**
 * The look of version 1. Rules of an owner are written for light pages, as the service has no others, so pages that have
 * some are always light.
 */
export function classicLook({ css, logo }: ClassicBranding): Look {
  const plain = plainLook(1)
  return {
    ...plain,
    css: plain.css + BANNER,
    ...(css !== undefined && {
      scheme: 'light' as const,
      css: declarations(NOTHING, 'light') + BASE_STYLE + BANNER + withinStyle(css),
    }),
    logo:
      logo === undefined
        ? undefined
        : { picture: { light: logo }, place: 'CENTER', inside: true, atTop: true },
  }
}

/** A style element ends at the first `</`, even within a text of its rules. */
function withinStyle(css: string): string {
  return css.replaceAll('</', '<\\/')
}
