package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void text_cannotBecomeMarkup() {
    assertThat(Html.text("p", "a <b> & \"c\" 'd'").with("title", "\"<&>").toString())
        .isEqualTo("<p title=\"&quot;&lt;&amp;&gt;\">a &lt;b&gt; &amp; &quot;c&quot; 'd'</p>");
  }

  @Test
  void charactersThatNoPageCanHold_areShownAsUnknown() {
    assertThat(Html.text("p", "a\u0000b\u001bc\ud800d\uffffe\tf\n").toString())
        .isEqualTo("<p>a\ufffdb\ufffdc\ufffdd\ufffde\tf\n</p>");
    assertThat(Html.text("p", "\ud83d\ude00").toString()).isEqualTo("<p>\ud83d\ude00</p>");
  }

  @Test
  void elements_areClosedAsHtmlWants() {
    assertThat(
            Html.tag("td").add(Html.tag("img").with("alt", "x"), Html.tag("i")).toString())
        .isEqualTo("<td><img alt=\"x\"/><i></i></td>");
  }

  @Test
  void key_breaksAfterDots() {
    assertThat(Html.key("th", "a.b_c").toString()).isEqualTo("<th>a.<wbr/>b_<wbr/>c<wbr/></th>");
  }
}
