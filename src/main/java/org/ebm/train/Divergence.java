package org.ebm.train;

import org.ebm.run.Event;

/**
 * An update that was not made.
 *
 * @param update its number
 * @param sign why not
 */
public record Divergence(long update, Symptom sign) {
  Event event(Event.Action action, long checkpoint, Event.Care care) {
    return new Event(update, sign.name(), sign.value(), sign.limit(), action, checkpoint, care);
  }
}
