// The style that all pages share. Elements that a class of the classic pages names (`…-customizable`) are styled by it, so
// that an owner's rules for it, which come after, win.

const WIDEST_PHONE = '30rem'

const RULES = `
*,::before,::after{box-sizing:border-box}
body{margin:0;min-height:100vh;min-height:100svh;display:flex;flex-direction:column;background:var(--page) center/cover fixed;color:var(--body);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;-webkit-text-size-adjust:100%}
main{flex:1;display:flex;flex-direction:column;gap:1.25rem;align-items:var(--across);justify-content:var(--down);padding:2rem clamp(1.25rem,8vw,9rem)}
.background-customizable{width:100%;max-width:27rem;background:var(--form) center/cover;border:1px solid var(--frame);border-radius:var(--form-radius);padding:2.25rem 2.25rem 2rem;box-shadow:0 1px 2px rgb(10 25 45/.04),0 12px 32px -12px rgb(10 25 45/.14);overflow-wrap:anywhere}
h1{margin:0;font-size:1.5rem;line-height:1.25;letter-spacing:-.015em;color:var(--heading);text-wrap:balance}
p{margin:0}
p+p{margin-top:.5rem}
a,.link{color:var(--link);text-underline-offset:.2em}
a:hover,.link:hover{color:var(--link-over)}
.textDescription-customizable{margin-top:.5rem;color:var(--soft)}
form{margin:calc(var(--gap)*1.2) 0 0}
.field{margin-bottom:var(--gap)}
.label-customizable{display:block;margin-bottom:.375rem;font-size:.9375rem;font-weight:600;color:var(--label)}
.label-customizable small{font-size:.875rem;font-weight:400;color:var(--hint)}
.inputField-customizable{display:block;width:100%;min-height:2.875rem;padding:.5rem .875rem;font:inherit;color:inherit;background:var(--input);border:1px solid var(--input-line);border-radius:var(--input-radius)}
.inputField-customizable::placeholder{color:var(--placeholder);opacity:1}
.inputField-customizable[aria-invalid]{border-color:var(--wrong-line)}
:focus-visible,.inputField-customizable:focus{outline:2px solid var(--focus);outline-offset:2px}
.inputField-customizable:focus{outline-offset:0;border-color:var(--focus)}
.code{font-size:1.375rem;letter-spacing:.2em;font-variant-numeric:tabular-nums}
.secret{position:relative}
.secret .link{position:absolute;right:.25rem;top:0;min-height:2.875rem;padding:0 .75rem;font-size:.875rem}
.secret .inputField-customizable.reveals{padding-right:6.5rem}
.tick{display:flex;gap:.625rem;align-items:center;min-height:2.75rem}
.tick input{width:1.25rem;height:1.25rem;accent-color:var(--option);margin:0}
.tick label{margin:0}
.fault{margin-top:.375rem;font-size:.875rem;color:var(--wrong)}
.hint{margin:calc(var(--gap)*-.375) 0 var(--gap);font-size:.9375rem;color:var(--soft)}
.aside{margin:calc(var(--gap)*-.625) 0 var(--gap);font-size:.9375rem}
button,.button,[type=submit]{font:inherit;cursor:pointer}
.submitButton-customizable,.button{display:flex;align-items:center;justify-content:center;gap:.625rem;width:100%;min-height:2.875rem;padding:.5rem 1rem;border:1px solid transparent;border-radius:var(--button-radius);font-weight:600;text-align:center;text-decoration:none}
.submitButton-customizable{background:var(--primary);color:var(--primary-text)}
.submitButton-customizable:hover{background:var(--primary-over);color:var(--primary-over-text)}
.submitButton-customizable:active{background:var(--primary-on);color:var(--primary-on-text)}
.button{background:var(--secondary);border-color:var(--secondary-line);color:var(--secondary-text)}
.button:hover{background:var(--secondary-over);border-color:var(--secondary-over-line);color:var(--secondary-over-text)}
.idpButton-customizable{background:var(--provider);border-color:var(--provider-line);color:var(--provider-text)}
.idpButton-customizable:hover{background:var(--provider-over);border-color:var(--provider-over-line);color:var(--provider-over-text)}
form+form,.list+form,form+.list{margin-top:.75rem}
.list{list-style:none;margin:1.25rem 0 0;padding:0;display:grid;gap:.75rem}
.list form{margin:0}
.list button{justify-content:flex-start;text-align:left;min-height:3.5rem}
.list small{display:block;font-weight:400;color:var(--hint)}
.button svg{flex:none;width:1.5rem;height:1.5rem}
.link{display:inline-flex;align-items:center;background:none;border:0;padding:0;min-height:1.5rem;text-decoration:underline}
.or{display:flex;align-items:center;gap:.875rem;margin:1.25rem 0;color:var(--soft);font-size:.875rem}
.or::before,.or::after{content:"";flex:1;border-top:1px solid var(--divider)}
.redirect-customizable{margin-top:1.25rem;color:var(--soft);text-align:center}
.redirect-customizable form{display:inline;margin:0}
.legalText-customizable{margin-top:1rem;font-size:.875rem;color:var(--soft)}
.errorMessage-customizable,.done{margin-top:1.25rem;padding:.75rem 1rem;border:1px solid var(--wrong-line);border-radius:var(--alert-radius);background:var(--wrong-back);color:var(--wrong)}
.done{border-color:var(--right-line);background:var(--right-back);color:var(--right)}
.rules{display:grid;grid-template-columns:1fr 1fr;gap:0 1rem;margin:calc(var(--gap)*-.5) 0 var(--gap);padding:0;list-style:none;font-size:.875rem;color:var(--hint)}
.rules li{padding-left:1.375rem;position:relative}
.rules li::before{content:"•";position:absolute;left:.375rem}
.rules .passwordCheck-valid-customizable{color:var(--right)}
.rules .passwordCheck-valid-customizable::before{content:"✓";left:.125rem}
.banner-customizable{display:flex;margin-bottom:1.5rem}
.at-start{justify-content:flex-start}
.at-center{justify-content:center}
.at-end{justify-content:flex-end}
.logo-customizable{max-width:100%;max-height:5rem}
.graphic{display:flex;width:3.25rem;height:3.25rem;align-items:center;justify-content:center;margin-bottom:1rem;border-radius:50%;background:color-mix(in srgb,var(--primary) 13%,transparent);color:var(--link)}
.graphic svg{width:1.75rem;height:1.75rem}
img.graphic{width:auto;height:auto;max-width:100%;max-height:6rem;border-radius:0;background:none}
.qr{display:block;width:100%;max-width:13rem;margin:1rem auto;padding:.75rem;background:#fff;color:#000;border-radius:.5rem}
.key{display:block;margin-top:.25rem;font:600 1rem/1.6 ui-monospace,"SF Mono",Menlo,Consolas,monospace;letter-spacing:.05em;user-select:all}
.tongues{display:flex;gap:.5rem;justify-content:center;align-items:center;margin:0;padding:0 1rem 1.25rem;font-size:.875rem}
.tongues select,.tongues button{font:inherit;min-height:2.25rem;padding:.25rem .625rem;color:var(--soft);background:transparent;border:1px solid transparent;border-radius:var(--input-radius)}
.tongues select:hover,.tongues button:hover{border-color:var(--input-line)}
.tongues option{background:var(--form);color:var(--body)}
[hidden]{display:none}
@media(max-width:${WIDEST_PHONE}){main{padding:.75rem}.background-customizable{padding:1.5rem 1.25rem}body:not(.pictured){background-color:var(--form)}body:not(.pictured) main{padding:0;justify-content:flex-start}body:not(.pictured) .background-customizable{border:0;border-radius:0;box-shadow:none;max-width:none}}
@media(prefers-reduced-motion:no-preference){button,.button,a{transition:background-color .12s,border-color .12s,color .12s}}
@media(forced-colors:active){.submitButton-customizable,.button{border-color:ButtonText}}
`

export const BASE_STYLE = RULES.split('\n').join('')

/** Of the strips at the top and the bottom of a page, which only some owners have. */
export const STRIP_STYLE =
  'header,.strip{display:flex;padding:1rem 1.5rem}header{background:var(--header) center/cover;border-bottom:1px solid var(--header-line)}.strip{background:var(--footer) center/cover;border-top:1px solid var(--footer-line)}header img,.strip img{max-height:3rem;max-width:100%}'
