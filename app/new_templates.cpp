#include "app/new_templates.hpp"

namespace entente::app {
namespace {

constexpr std::string_view k_cyber =
    R"yaml(# Two states that hack each other, and might hold back. Made up: change everything.
#
# The points are what somebody thinks each option is worth to a party, next to the others; 10 is
# twice as good as 5, and -5 hurts as much as 5 helps. Points of different parties are on scales of
# their own. docs/format.md explains every key.
entente: 1
title: Restraint in cyberspace between two states
period: 1 year

# Who can agree or refuse: a key for this file, and a name for people.
parties:
  north: {name: Northland}
  south: {name: Southland}

# What there is to settle. The options of an issue are the ways to settle it, from none to most; the
# first is in force today, unless `status_quo` names another.
issues:
  theft:
    title: Theft of trade secrets by groups in Southland
    giver: south               # the party that must act: moving off today is its concession
    options: [as today, state groups stop, all groups are stopped]
    detection: 0.4             # a breach is noticed with this probability per period
  spying:
    title: Northland's spying on companies in Southland
    giver: north
    options: [as today, limited, ended]
    detection: 0.3
  pledge:
    title: Northland's pledge not to attack hospitals
    giver: north
    options: [no pledge, pledge]
  hotline:
    title: Hotline between the emergency teams
    options: [none, manned]    # no giver: a joint issue, which takes both
  grid:
    title: Implants in power grids
    giver: south
    options: [kept, removed]
    status_quo: kept           # the first option anyway; said here to show how
  sanctions:
    title: Northland's sanctions
    threat_by: north           # what happens if there is no deal; never part of one
    options: [none, imposed]

# What a party thinks is in force today, where that is not the status quo. A concession is credited
# against this: Southland thinks that hospitals are spared already, so the pledge earns nothing.
beliefs:
  south:
    pledge: {no pledge: 0, pledge: 1}

# What each party wants: one value per option, in the order of the options. An issue that a party
# does not name is worth 0 to it. 12±4 is uncertain: 12 give or take 4.
preferences:
  north:
    theft: [0, 12±4, 20]
    spying: [0, -5, -12]
    pledge: [0, -1]
    hotline: [0, 2]
    grid: [0, 8]
    sanctions: [0, -3]
  south:
    reservation: 1             # it gets so much without an agreement; else what today is worth
    theft: [0, -4, -11]
    spying: [0, 7, 13]
    pledge: [0, 3]
    hotline: [0, 3]
    grid: [0, -6]
    sanctions: [0, -9]
    together:                  # worth more, or less, in combination: here, calls get answered
      - {if: {theft: state groups stop, hotline: manned}, add: 2}

# What agreements may contain.
rules:
  - {requires: {if: {grid: removed}, then: {hotline: manned}}}
)yaml";

constexpr std::string_view k_trade =
    R"yaml(# Two neighbours talk about tariffs and standards. Made up: change everything.
#
# The points are what somebody thinks each option is worth to a party, next to the others. Points of
# different parties are on scales of their own. docs/format.md explains every key.
entente: 1
title: Trade talks between two neighbours
period: 1 year

# Who can agree or refuse: a key for this file, and a name for people.
parties:
  inland: {name: Inland}
  coast: {name: Coastland}

# What there is to settle. The options of an issue are the ways to settle it, from none to most; the
# first is in force today, unless `status_quo` names another.
issues:
  grain:
    title: Coastland's tariff on grain
    giver: coast               # the party that must act: moving off today is its concession
    options: [30 %, 15 %, none]
  cars:
    title: Inland's tariff on cars
    giver: inland
    options: [20 %, 10 %, none]
  fees:
    title: Port fees for Inland's ships
    giver: coast
    options: [double, as for others]
    status_quo: double         # the first option anyway; said here to show how
  standards:
    title: Common safety standards
    options: [none, for machines, for all goods]   # no giver: a joint issue, which takes both
  quota:
    title: Inland's quota on fish
    threat_by: inland          # what happens if there is no deal; never part of one
    options: [none, halved]

# What a party thinks is in force today, where that is not the status quo: Inland has heard that
# some of its ships pay the low fee already.
beliefs:
  inland:
    fees: {double: 0.7, as for others: 0.3}

# What each party wants: one value per option, in the order of the options. An issue that a party
# does not name is worth 0 to it. 9±3 is uncertain: 9 give or take 3; 4..8 is anything between.
preferences:
  inland:
    reservation: 2             # it gets so much without an agreement, from trade with others
    grain: [0, 9±3, 14]
    cars: [0, -4, -9]
    fees: [0, 4..8]
    standards: [0, 1, 2]
    quota: [0, -1]
  coast:
    grain: [0, -5, -11]
    cars: [0, 8, 15]
    fees: [0, -3]
    standards: [0, 3, 5]
    quota: [0, -4]
    together:                  # worth more, or less, in combination: tested once, sold everywhere
      - {if: {cars: [10 %, none], standards: for all goods}, add: 3}

# What agreements may contain.
rules:
  # In millions a year; options that are not named cost nothing. Coastland can spend 50.
  - {budget: 50, costs: {grain: {15 %: 20, none: 45}, fees: {as for others: 10}}}
  - {excludes: {grain: none, standards: none}}
)yaml";

constexpr std::string_view k_labour =
    R"yaml(# Nurses and a hospital settle a year of disputes. Made up: change everything.
#
# The points are what somebody thinks each option is worth to a party, next to the others. Points of
# different parties are on scales of their own. docs/format.md explains every key.
entente: 1
title: Working conditions at a hospital
period: 3 months

# Who can agree or refuse: a key for this file, and a name for people.
parties:
  nurses: {name: Nurses' council}
  hospital: {name: City hospital}

# What there is to settle. The options of an issue are the ways to settle it, from none to most; the
# first is in force today, unless `status_quo` names another.
issues:
  pay:
    title: Pay rise
    giver: hospital            # the party that must act: moving off today is its concession
    options: [none, 2 %, 4 %]
  staffing:
    title: Patients per nurse at night
    giver: hospital
    options: [twelve, ten, eight]
    detection: 0.7             # a breach is noticed with this probability per period
  weekends:
    title: Weekend shifts
    giver: nurses
    options: [one in four, one in three, one in two]
    status_quo: one in three   # today; there are moves in both directions from here
  records:
    title: Entering records during the shift
    giver: nurses
    options: [when there is time, always]
  training:
    title: Joint training plan
    options: [none, yearly]    # no giver: a joint issue, which takes both
  strike:
    title: Strike
    threat_by: nurses          # what happens if there is no deal; never part of one
    options: [no, yes]

# What a party thinks is in force today, where that is not the status quo: the hospital thinks that
# most records are entered in time already.
beliefs:
  hospital:
    records: {when there is time: 0.25, always: 0.75}

# What each party wants: one value per option, in the order of the options. An issue that a party
# does not name is worth 0 to it. 6±2 is uncertain: 6 give or take 2.
preferences:
  nurses:
    pay: [0, 5, 9]
    staffing: [0, 6±2, 10]
    weekends: [3, 0, -6]
    records: [0, -2]
    training: [0, 2]
    strike: [0, -3]
  hospital:
    reservation: -1            # without an agreement it loses some of its staff
    pay: [0, -4, -9]
    staffing: [0, -3, -8]
    weekends: [-3, 0, 7]
    records: [0, 4]
    training: [0, 1]
    strike: [0, -10]
    together:                  # worth more, or less, in combination: fewer errors
      - {if: {staffing: [ten, eight], training: yearly}, add: 2}

# What agreements may contain.
rules:
  - {requires: {if: {weekends: one in two}, then: {staffing: [ten, eight]}}}
  - {at_most: 2, of: [pay, staffing, weekends]}   # so many of these at most may move off today
)yaml";

}  // namespace

const std::vector<StarterTemplate>& starter_templates() {
  static const std::vector<StarterTemplate> all = {
      {"cyber", "two states that might hold back in cyberspace", k_cyber},
      {"trade", "two neighbours who talk about tariffs", k_trade},
      {"labour", "nurses and a hospital", k_labour}};
  return all;
}

}  // namespace entente::app
