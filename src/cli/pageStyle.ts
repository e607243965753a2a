/** The annotated page's look; it stands inside the page, so that one file is all there is. */
export const pageStyle = `
:root { color-scheme: light dark; --paper: #fff; --ground: #eef1f5; --ink: #1b2430; --faint: #5a6675; --line: #d8dee6;
  --operative: #e3e6ea; --heading: #cfe0f7; --directive: #dff1e1; --child: #f0f7d8; --deadline: #ffdf9e; --act: #e9e0f5; --unread: #f8d7d7; }
@media (prefers-color-scheme: dark) { :root { --paper: #171c23; --ground: #0f1318; --ink: #e6ebf1; --faint: #9aa7b6; --line: #2c3540;
  --operative: #333b45; --heading: #1f4272; --directive: #1d4728; --child: #3b4a17; --deadline: #6e4a00; --act: #3f2f5c; --unread: #5e2626; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 16px 48px; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
header, main { max-width: 1120px; margin: 0 auto; background: var(--paper); border: 1px solid var(--line); padding: 24px 32px; }
header { border-radius: 12px 12px 0 0; border-bottom: 0; }
main { border-radius: 0 0 12px 12px; }
h1 { font-size: 22px; line-height: 1.3; margin: 0 0 16px; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 8px 24px; margin: 0 0 16px; font-size: 14px; }
dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
.counts { margin: 0 0 8px; display: flex; flex-wrap: wrap; gap: 8px 20px; } .legend { margin: 0; font-size: 14px; display: flex; flex-wrap: wrap; gap: 8px; }
.remarks { margin: 16px 0 0; padding: 12px 12px 12px 32px; background: var(--unread); border-radius: 8px; font-size: 14px; }
.line { display: grid; grid-template-columns: minmax(0, 1fr) 320px; gap: 0 28px; }
.line p { margin: 0; padding: 5px 0; overflow-wrap: anywhere; }
aside { border-left: 1px solid var(--line); padding: 5px 0 5px 16px; }
mark { color: inherit; border-radius: 3px; padding: 2px 3px; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
mark.heading { font-weight: 600; }
.operative { background: var(--operative); } .heading { background: var(--heading); } .directive { background: var(--directive); }
.child { background: var(--child); } .deadline { background: var(--deadline); } .act { background: var(--act); } .unread { background: var(--unread); }
.note { font-size: 12.5px; line-height: 1.4; border-radius: 8px; padding: 6px 10px; margin: 0 0 4px; }
.note b, .note span { display: block; } .note i { font-style: normal; color: var(--faint); }
@media (max-width: 760px) { header, main { padding: 16px; } .line { grid-template-columns: 1fr; } aside { border-left: 0; padding: 0; } }
@media print { body { background: none; padding: 0; } header, main { border: 0; max-width: none; } }
`
