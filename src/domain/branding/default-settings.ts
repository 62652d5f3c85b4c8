import { DEFAULT_CATEGORIES } from './default-categories.ts'
import { DEFAULT_COMPONENT_CLASSES } from './default-component-classes.ts'
import { DEFAULT_COMPONENTS } from './default-components.ts'
import type { Settings } from './managed-login-branding.ts'

/** The style of clients whose branding changes nothing. Colours are RRGGBBAA, radii pixels. */
export const DEFAULT_SETTINGS: Settings = {
  categories: DEFAULT_CATEGORIES,
  componentClasses: DEFAULT_COMPONENT_CLASSES,
  components: DEFAULT_COMPONENTS,
}
