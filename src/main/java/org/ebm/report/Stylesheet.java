package org.ebm.report;

/** How pages look. Holds none of the characters that markup would need escaped. */
final class Stylesheet {
  private Stylesheet() {}

  static final String TEXT = """

      :root { color-scheme: light dark;
        --paper: #ffffff; --ink: #1b1f24; --soft: #59636e; --rule: #d8dde3; --card: #f5f7f9;
        --good: #1a7f37; --bad: #b42318; --unsure: #8a5a00;
        --c0: #0072b2; --c1: #d55e00; --c2: #009e73; --c3: #802178; --c4: #56b4e9; --c5: #e69f00; --c6: #444444; }
      @media (prefers-color-scheme: dark) { :root {
        --paper: #14171a; --ink: #e6e8eb; --soft: #9aa4ae; --rule: #333a41; --card: #1d2227;
        --good: #4cc366; --bad: #ff8577; --unsure: #dba63a;
        --c0: #4f9be8; --c1: #f0743c; --c2: #2fcb9c; --c3: #c07aa8; --c4: #b4c8ff; --c5: #f5d04b; --c6: #f0f0f0; }
        img { filter: brightness(0.88); } }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
      main, footer { max-width: 68rem; margin: 0 auto; padding: 1rem; }
      footer { color: var(--soft); font-size: 0.85rem; border-top: 1px solid var(--rule); margin-top: 2rem; }
      h1 { font-size: 1.5rem; line-height: 1.25; margin: 0.5rem 0 0; overflow-wrap: anywhere; }
      h2 { font-size: 1.15rem; margin: 2.2rem 0 0.7rem; } summary h2 { display: inline; } section { margin: 2rem 0 0; }
      nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; margin: 1rem 0 0; padding: 0; }
      a { color: var(--c0); } nav a { display: inline-block; padding: 0.2rem 0; }
      .hint { display: none; font-size: 0.85rem; color: var(--soft); margin: 0.6rem 0 0; }
      @media (max-width: 40rem) { .hint { display: block; } }
      .soft { color: var(--soft); margin: 0.2rem 0 0; }
      .small, .legend, .note { font-size: 0.85rem; color: var(--soft); }
      code, pre { font-family: ui-monospace, monospace; font-size: 0.85rem; }
      code { overflow-wrap: anywhere; }
      pre { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: 0.8rem; overflow-x: auto; }
      summary { cursor: pointer; padding: 0.4rem 0; }
      .good { --tone: var(--good); } .bad { --tone: var(--bad); } .unsure { --tone: var(--unsure); } .none { --tone: var(--soft); }
      .word { color: var(--tone); font-weight: 700; white-space: nowrap; }
      .verdict, .alert { background: var(--card); border: 1px solid var(--rule); border-left: 6px solid var(--tone, var(--soft));
        border-radius: 8px; padding: 0.9rem 1.1rem; margin: 1.2rem 0; }
      .verdict h2 { margin: 0 0 0.8rem; font-size: 1.05rem; color: var(--soft); font-weight: 400; }
      .verdict h2 .word { font-size: 1.35rem; white-space: normal; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1rem; margin: 0.6rem 0; }
      dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
      @media (max-width: 40rem) { .verdict dl { display: block; } .verdict dd { margin-bottom: 0.5rem; } }
      .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 0.6rem; margin: 1.2rem 0; }
      .figures div { border: 1px solid var(--rule); border-radius: 8px; padding: 0.5rem 0.7rem; }
      .figures dt { font-size: 0.85rem; } .figures .value { font-size: 1.25rem; font-variant-numeric: tabular-nums; }
      table { border-collapse: separate; border-spacing: 0; width: 100%; font-variant-numeric: tabular-nums; }
      th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.7rem 0.4rem 0; border-top: 1px solid var(--rule); }
      th { font-weight: 600; } td.small { border-top: 0; padding-top: 0; }
      .measures th { width: 40%; overflow-wrap: break-word; } .measures td:last-child { width: 34%; padding-right: 0; } .measures th .small { display: block; font-weight: 400; color: var(--tone); }
      .scroll { overflow-x: auto; margin: 1rem 0; }
      .scroll th, .scroll td { min-width: 7rem; padding-left: 0.6rem; overflow-wrap: anywhere; }
      .scroll tr th:first-child { position: sticky; left: 0; background: var(--paper); min-width: 9.5rem; padding-left: 0; z-index: 1; }
      .scroll img { min-width: 18rem; }
      .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 1.4rem 1.6rem; }
      figure { margin: 0 0 1rem; min-width: 0; }
      figcaption { font-weight: 600; margin-bottom: 0.2rem; }
      .note { margin: 0.1rem 0 0; }
      img { max-width: 100%; height: auto; border-radius: 6px; background: #ffffff; display: block; }
      .legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; margin: 0.2rem 0 0; padding: 0; overflow-wrap: anywhere; }
      .legend svg, .key { width: 22px; height: 10px; vertical-align: middle; margin-right: 0.4rem; }
      svg { display: block; width: 100%; height: auto; } .legend svg, .key { display: inline-block; }
      svg text { fill: var(--soft); font-size: 13px; }
      @media (min-width: 60rem) { svg text { font-size: 11.5px; } }
      .frame { fill: none; stroke: var(--rule); } .grid { stroke: var(--rule); stroke-width: 0.7; fill: none; }
      .level { stroke: var(--ink); stroke-dasharray: 5 4; stroke-width: 1; fill: none; }
      .line { stroke: var(--c); stroke-width: 1.9; fill: none; stroke-linejoin: round; stroke-linecap: round; }
      .cloud { stroke: var(--c); stroke-width: 0.8; stroke-opacity: 0.4; fill: none; }
      .dot { fill: var(--c); } .spread { fill: var(--c); fill-opacity: 0.2; }
      .bars { fill: var(--c); } svg text.named { fill: var(--c); font-weight: 600; }
      .dashed { stroke-dasharray: 7 4; }
      .c0 { --c: var(--c0); } .c1 { --c: var(--c1); } .c2 { --c: var(--c2); } .c3 { --c: var(--c3); }
      .c4 { --c: var(--c4); } .c5 { --c: var(--c5); } .c6 { --c: var(--c6); }
      .wide { overflow-x: auto; } .wide img { max-width: none; }
      @media (max-width: 40rem) { .shown { overflow-x: auto; } .shown img { max-width: 52rem; } .wide img { max-width: none; } }
      .bar { width: 11rem; max-width: 100%; } .bar .rail { stroke: var(--rule); stroke-width: 2; }
      .bar .allowed { fill: var(--good); fill-opacity: 0.25; } .bar .bound { stroke: var(--good); stroke-width: 1.5; }
      .bar .interval { stroke: var(--ink); stroke-width: 2.5; } .bar .value { fill: var(--ink); stroke: var(--paper); stroke-width: 1.5; }
      @media print {
        @page { margin: 14mm; } nav, .hint { display: none; } :root { font-size: 11px; } body { font-size: 11px; } main, footer { padding: 0 2px; }
        details::details-content { content-visibility: visible; block-size: auto; }
        summary { list-style: none; } summary, h2, figcaption { break-after: avoid; }
        figure, tr, .figures div, .legend { break-inside: avoid; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; }
        .charts { grid-template-columns: 1fr 1fr; } .scroll, .wide { overflow: visible; }
        .scroll table { font-size: 0.9rem; } .scroll th, .scroll td, .scroll tr th:first-child { min-width: 0; padding-right: 0.3rem; }
        img, .shown img { max-width: 100%; max-height: 11cm; width: auto; } .scroll img { min-width: 0; } }
      """;
}
