/*
 * Gate, channel and desk: for how long may a desk believe OPEN after the world turned bad, and is a
 * withdrawal that was published as confirmed really one? docs/feed.md has the rules in words.
 *
 * Time goes in ticks and has no end: what is kept of it are ages, up to a lease. The gate grants
 * LEASE ticks; the desk takes DESK_LEASE, since its clock may run slower: here it may miss one tick
 * in any LEASE. The channels lose, delay, double and reorder: more than one connection does, and no
 * more than a desk that reconnects may see. The world turns bad and good at any time; a gate that
 * runs judges before the next tick, one that was stopped judges when it goes on, one that was killed
 * starts again with the next epoch, closed.
 *
 * There is one market. It is open in its odd versions, so a table and its hash are modelled by epoch
 * and version.
 *
 * Each BREAK_ takes one rule away, which must be found out. Each REACH_ claims that something which
 * has to be possible never happens, and must be refuted: a model in which nobody ever opens proves
 * nothing. model/check runs them all.
 */
#define LEASE 3
#ifdef BREAK_MARGIN
#define DESK_LEASE LEASE
#else
#define DESK_LEASE (LEASE - 1)
#endif
#define MAX_VERSION 2
#define MAX_EPOCH 2
#ifdef DEEP
#define NONCES 2
#else
#define NONCES 1
#endif

mtype = { table, grant };

/* kind, epoch, version, nonce */
#ifdef BREAK_FENCE
#define ROOM 3
#else
#define ROOM 2
#endif
chan toDesk = [ROOM] of { mtype, byte, byte, byte };
/* nonce, or 0 for an acknowledgement; the epoch and the version that are acknowledged */
chan toGate = [1] of { byte, byte, byte };

#define isOpen(v) ((v) % 2 == 1)
#define dec(n) n = (n > 0 -> n - 1 : 0)
#define inc(n, max) n = (n < max -> n + 1 : max)

/* The world, as the gate would judge it. */
bool bad = true;
byte badFor = LEASE;

/* The gate. */
bool runs = true;
bool stopped;
byte gateEpoch = 1;
byte gateVersion;
byte grantsLeft; /* how long the longest of its grants for an open table may stand */
byte acknowledged;
bool confirmed; /* it has said that nobody quotes, and has opened nothing since */

/* The desk. */
byte sinceMissed = LEASE; /* ticks since its clock missed one */
byte deskEpoch;
byte deskVersion;
byte left; /* of its permission, by its own clock */
bool waits[NONCES]; /* for the grant to a renewal */
byte age[NONCES]; /* of that renewal, by its own clock */

#define believesOpen (isOpen(deskVersion) && left > 0)

/* What holds always. */
#define exposureEnds (!(believesOpen && bad) || badFor < LEASE)
#define confirmedIsTrue (!confirmed || !believesOpen)

/* Into the channel, or lost. */
inline say(what, nonce) {
  if
  :: nfull(toDesk) -> toDesk!what(gateEpoch, gateVersion, nonce)
  :: true
  fi
}

inline judge() {
  if
  :: bad && isOpen(gateVersion) ->
     gateVersion++;
     say(table, 0)
  :: !bad && !isOpen(gateVersion) && gateVersion < MAX_VERSION ->
     gateVersion++;
     confirmed = false;
     say(table, 0)
  :: else
  fi
}

/* A gate that runs judges at once. */
inline noticed() {
  if
  :: runs && !stopped -> judge()
  :: else
  fi
}

/* A renewal whose grant would be worth nothing any more is forgotten. */
inline grows(n) {
  inc(age[n], DESK_LEASE);
#ifndef BREAK_RECEIPT
  if
  :: age[n] == DESK_LEASE -> forget(n)
  :: else
  fi
#endif
}

inline allGrow() {
  grows(0)
#ifdef DEEP
  ;
  grows(1)
#endif
}

inline forget(n) {
  waits[n] = false;
  age[n] = 0
}

active proctype World() {
  do
  :: atomic { bad -> bad = false; badFor = 0; noticed() }
  :: atomic { !bad -> bad = true; noticed() }
  od
}

active proctype Time() {
  do
  :: atomic {
       if
       :: bad -> inc(badFor, LEASE)
       :: else
       fi;
       dec(grantsLeft);
       if
       :: inc(sinceMissed, LEASE); dec(left); allGrow()
       :: sinceMissed == LEASE -> sinceMissed = 0
       fi
     }
  od
}

active proctype Faults() {
  mtype what;
  byte epoch, version, nonce;
  do
  :: atomic { runs && !stopped -> stopped = true }
  :: atomic {
       runs && stopped ->
       stopped = false;
#ifndef BREAK_STALL
       judge()
#endif
     }
  :: atomic { runs && gateEpoch < MAX_EPOCH -> runs = false; stopped = false }
  :: atomic {
       !runs ->
       runs = true;
       gateEpoch++;
       gateVersion = 0;
       acknowledged = 0;
#ifdef BREAK_START
       grantsLeft = 0;
#else
       grantsLeft = LEASE;
#endif
       judge()
     }
  :: atomic {
       nempty(toDesk) ->
       toDesk?what, epoch, version, nonce;
       if
       :: true /* lost */
       :: toDesk!what, epoch, version, nonce /* overtaken */
       fi;
       what = 0; epoch = 0; version = 0; nonce = 0
     }
  :: atomic {
       nempty(toDesk) && nfull(toDesk) ->
       toDesk?<what, epoch, version, nonce>;
       toDesk!what, epoch, version, nonce; /* doubled */
       what = 0; epoch = 0; version = 0; nonce = 0
     }
  od
}

active proctype Gate() {
  byte nonce, epoch, version;
  do
  :: atomic {
       runs && !stopped && nempty(toGate) ->
       toGate?nonce, epoch, version;
       if
       :: epoch == gateEpoch && version > acknowledged -> acknowledged = version
       :: else
       fi;
       if
       :: nonce > 0 ->
          if
          :: isOpen(gateVersion) -> grantsLeft = LEASE
          :: else /* a grant for a closed table permits nothing, and is not waited for */
          fi;
          say(grant, nonce)
       :: else
       fi;
       nonce = 0; epoch = 0; version = 0
     }
  /* The desk has connected and subscribed. */
  :: atomic { runs && !stopped -> say(table, 0) }
  :: atomic {
       runs && !stopped && !isOpen(gateVersion) && gateVersion > 0 && !confirmed &&
#ifdef BREAK_CONFIRM
       true
#else
       (acknowledged == gateVersion || grantsLeft == 0)
#endif
       -> confirmed = true
     }
  od
}

#ifdef BREAK_FENCE
#define isNews(e, v) true
#else
#define isNews(e, v) (e > deskEpoch || (e == deskEpoch && v >= deskVersion))
#endif

#ifdef BREAK_VIEW
#define matches(e, v) (e == deskEpoch)
#else
#define matches(e, v) (e == deskEpoch && v == deskVersion)
#endif

#ifdef BREAK_RECEIPT
#define granted(n) DESK_LEASE
#else
#define granted(n) (DESK_LEASE - age[n])
#endif

/* Nonces are never used twice: a slot is free once no grant for it is on its way. */
#define isFree(n, nonce) (!waits[n] && !(toDesk??[grant, _, _, nonce]) && !(toGate??[nonce, _, _]))

inline renew(n, nonce) {
  waits[n] = true;
  age[n] = 0;
  toGate!nonce, 0, 0
}

active proctype Desk() {
  mtype what;
  byte epoch, version, nonce;
  do
  :: atomic { nfull(toGate) && isFree(0, 1) -> renew(0, 1) }
#ifdef DEEP
  :: atomic { nfull(toGate) && isFree(1, 2) -> renew(1, 2) }
#endif
  :: atomic {
       nempty(toDesk) ->
       toDesk?what, epoch, version, nonce;
       if
       :: what == table && isNews(epoch, version) ->
          if
          :: isOpen(version) && !isOpen(deskVersion) -> left = 0 /* what relaxes waits for a grant */
          :: else
          fi;
          deskEpoch = epoch;
          deskVersion = version;
          if
          :: !isOpen(version) && nfull(toGate) -> toGate!0, epoch, version
          :: true
          fi
       :: what == grant && waits[nonce - 1] ->
          if
          :: matches(epoch, version) ->
             if
             :: granted(nonce - 1) > left -> left = granted(nonce - 1)
             :: else
             fi
          :: else -> left = 0
          fi;
          forget(nonce - 1)
       :: else
       fi;
       what = 0; epoch = 0; version = 0; nonce = 0
     }
  od
}

active proctype Watch() {
#if defined(REACH_OPEN)
  atomic { believesOpen -> assert(false) }
#elif defined(REACH_OPEN_AGAIN)
  atomic { believesOpen && deskEpoch == MAX_EPOCH -> assert(false) }
#elif defined(REACH_EXPOSURE)
  atomic { believesOpen && bad && badFor == LEASE - 1 -> assert(false) }
#elif defined(REACH_EARLY_CONFIRMATION)
  atomic { confirmed && grantsLeft > 0 -> assert(false) }
#else
  do
  :: atomic { !exposureEnds -> assert(exposureEnds) }
  :: atomic { !confirmedIsTrue -> assert(confirmedIsTrue) }
  od
#endif
}
