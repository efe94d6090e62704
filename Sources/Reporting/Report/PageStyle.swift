/// The style sheet of pages: light, dark where the reader's system is dark, and print.
enum PageStyle {
  static let sheet = """
    :root{color-scheme:light dark;\(variables { $0.light })}
    @media (prefers-color-scheme:dark){:root{\(variables { $0.dark })}}
    @media print{:root{color-scheme:light;\(variables { $0.light })}}
    \(layout)
    \(ChartStyle.inline)
    """

  private static func variables(_ colour: (Ink) -> String) -> String {
    Ink.allCases.map { "\($0.variable):\(colour($0))" }.joined(separator: ";")
  }

  private static let layout = """
    *{box-sizing:border-box}
    body{margin:0;background:var(--surface);color:var(--text);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,\
    "Helvetica Neue",Arial,"DejaVu Sans",sans-serif;-webkit-print-color-adjust:exact;print-color-adjust:exact}
    header,main,footer{max-width:1000px;margin:0 auto;padding:0 28px}
    header{padding-top:44px}
    .kicker{margin:0;font-size:12.5px;letter-spacing:.08em;text-transform:uppercase;color:var(--muted)}
    h1{margin:4px 0 8px;font-size:32px;line-height:1.2;letter-spacing:-.01em}
    h2{margin:52px 0 14px;padding-top:14px;border-top:1px solid var(--grid);font-size:21px}
    h3{margin:28px 0 8px;font-size:15px}
    p{max-width:72ch;margin:8px 0}
    .lead{font-size:17px}
    .muted,figcaption,caption{color:var(--muted)}
    .badge{display:inline-block;margin:10px 0 0;padding:3px 11px;border:1px solid var(--orange);border-radius:99px;\
    color:var(--orange);font-size:13px;font-weight:600}
    nav{display:flex;flex-wrap:wrap;gap:4px 20px;margin:22px 0 0;font-size:14px}
    a{color:var(--blue);text-decoration:none}
    a:hover{text-decoration:underline}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:14px;margin:26px 0 10px}
    .tile{padding:15px 18px 13px;border-radius:10px;background:var(--raised)}
    .tile b{display:block;font-size:30px;line-height:1.2;font-variant-numeric:tabular-nums}
    .tile span{display:block;font-size:13px;color:var(--muted);font-variant-numeric:tabular-nums}
    .tile .name{color:var(--text);font-weight:600}
    .note{margin:10px 0;padding:9px 16px;border-left:3px solid var(--orange);background:var(--raised);max-width:none}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 24px;margin:16px 0;font-size:14px}
    dt{color:var(--muted)}
    dd{margin:0;overflow-wrap:anywhere}
    .scroll{overflow-x:auto}
    table{width:100%;border-collapse:collapse;margin:14px 0;font-size:14px;font-variant-numeric:tabular-nums}
    caption{padding-bottom:6px;text-align:left;font-size:13px}
    th,td{padding:6px 18px 6px 0;border-bottom:1px solid var(--grid);text-align:left;white-space:nowrap}
    thead th{color:var(--muted);font-weight:600;font-size:13px;vertical-align:bottom}
    tbody th{font-weight:500}
    .number{text-align:right;padding:6px 0 6px 22px}
    .interval{color:var(--muted);font-size:13px}
    .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(400px,100%),1fr));gap:40px 48px;\
    align-items:start;margin:22px 0}
    figure{margin:0}
    .chart{display:block;max-width:100%;height:auto;overflow:visible}
    .wide{margin:22px 0}
    .errors{display:grid;grid-template-columns:repeat(auto-fill,minmax(140px,1fr));gap:20px 16px;margin:18px 0}
    .errors img{display:block;width:100%;aspect-ratio:1;object-fit:contain;background:#000;border-radius:6px}
    .errors figcaption{margin-top:6px;font-size:12.5px;line-height:1.4}
    .errors .file{display:block;font-size:11px;overflow-wrap:anywhere}
    .errors strong{display:block;color:var(--text)}
    pre{margin:14px 0;padding:16px 18px;border-radius:10px;background:var(--raised);overflow-x:auto;\
    font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,"DejaVu Sans Mono",monospace}
    footer{margin-top:60px;padding-top:16px;padding-bottom:44px;font-size:13px;color:var(--muted)}
    @media print{
    @page{margin:16mm 14mm}
    body{font-size:10.5pt}
    nav{display:none}
    header,main,footer{max-width:none;padding-left:0;padding-right:0}
    header{padding-top:0}
    h2{margin-top:30px;break-after:avoid}
    h3{break-after:avoid}
    figure,.tile,tr,.note{break-inside:avoid}
    section>p.muted{break-after:avoid}
    table{font-size:8.5pt}
    th,td{padding-right:8px}
    .number{padding-left:8px}
    thead th,.interval{font-size:8pt}
    .tiles{grid-template-columns:repeat(4,1fr)}
    .tile{padding:10px 12px}
    .tile b{font-size:19pt}
    .tile span{font-size:7.5pt}
    .charts{grid-template-columns:1fr 1fr;gap:24px}
    .errors{grid-template-columns:repeat(6,1fr)}
    .errors figcaption{font-size:7.5pt}
    pre{white-space:pre-wrap;overflow-wrap:anywhere}
    }
    """
}
