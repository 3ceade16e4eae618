/** Terms of business reports, one word each, of which none is a form of another: our own, not those of the paper. */
export const TERMS: readonly string[] = `
account accrual acquisition actuary adjustment advance affiliate agenda agreement allocation allowance
amortization analyst annuity appraisal apprentice arbitration archive asset assignment auction audit authority
autonomy backlog balance bandwidth bargain barrier baseline basis batch benchmark beneficiary bidder billing
blueprint board bond bonus bookkeeping borrower bottleneck branch breakdown bridge brochure broker budget
buffer bulletin bureau buyer calendar calibration campaign candidate capacity capital cargo carrier cartel
catalog category caution ceiling census certificate chairman channel charter checklist circuit citation claim
clause clearance client cluster coalition collateral colleague column combination commerce commission
commodity community compact comparison compensation competitor complaint complement component compound
compromise concept concession condition conduct conference conflict congestion connection consensus consortium
constraint consultant consumer container contest context contingency contract contribution controller
convention conversion cooperation copyright corridor council counsel counterpart coupon courier courtesy
covenant coverage craft credential creditor criterion crossing currency curriculum custody customer cycle
dashboard database dealer debenture debtor decade decision deduction default deficit delegate delivery demand
density deposit deputy derivative descriptor designer detail developer device diagram dialogue digest
dimension directive director discount discovery discretion dispatch display dispute distribution diversion
dividend division doctrine document domain donor downtime draft duration dynamics earnings economy edition
editor efficiency element embargo emphasis employee endorsement endowment engagement enterprise entitlement
entrant envelope equation equipment equity escrow estate estimate ethics evaluation evidence exception excess
exchange executive exemption exhibit expansion expense expertise export exposure extension exterior fabric
facility factor faculty fairness feedback ferry fidelity finance fixture fleet flexibility forecast
foreclosure format formula forum foundation fraction framework franchise freight frequency friction frontier
fulfillment function fund furnace gateway gauge generation goodwill governance grace gradient grant graph
grievance gross groundwork growth guarantee guidance guild habitat handbook harbor hardware harvest hazard
headcount headline hearing hedge heritage hierarchy highlight holder holding horizon household hybrid identity
illustration impact import incentive incident income increment indemnity indicator inflation influence
initiative injunction innovation input inquiry insight inspection installment institute instrument insurance
integration integrity intellect interest interface interval inventory investor invoice isolation issuer
itinerary journal judgment junction jurisdiction justice keynote kickoff knowledge label laboratory landlord
latitude launch lawsuit layer layout leader league lease ledger legacy legislation lender leverage liability
license lifecycle limitation liquidity listing litigation loan locality logistics longevity loyalty machinery
magnitude mainframe maintenance majority management mandate manual margin market material matrix maturity
measure mechanism mediation membership memorandum merchant merger method metric migration milestone minority
mission mitigation mobility module momentum monopoly morale mortgage motion multiple municipality narrative
negotiation network neutrality nominee norm notice notion novelty nuance objective obligation obstacle
occasion occupancy offering officer offset operation opinion optimum option orchard ordinance organization
orientation outcome outlet outline outlook output outreach overdraft overhead oversight overview owner package
panel parameter parity partner passage patent pattern payroll penalty pension percentage perimeter permission
personnel perspective petition phase pilot pipeline pledge policy portfolio position possession postage
potential practice precedent precision preference premise premium prestige prevention principal priority
privacy privilege procedure procurement producer productivity profile projection promotion proof property
proposal prospect protocol provision proxy publication purchase purpose quality quantity quarter questionnaire
quota railway rationale reaction rebate receipt receiver recession recipient reconciliation recruitment
reduction referral reform refund region registry regulation reimbursement relation reliability remainder
remedy renewal rental repair replacement repository reputation requirement reserve residence resolution
resource response restriction retailer retention revenue review revision reward rhythm rollout roster routine
royalty safeguard salary sample sanction satellite savings scenario schedule scheme scope scrutiny season
secretary sector security segment seminar seniority sequence session settlement severance shareholder shipment
shortage signature simulation solvency source specialist specification sponsor spreadsheet stability
stakeholder standard statement statute stewardship stimulus stipend storage strategy stream structure subsidy
substance succession summary supervision supplier surcharge surplus survey suspension sustainability syndicate
synergy tariff taxation taxpayer technique template tenant tender tenure territory testimony threshold
timeline tolerance topic tournament trademark trainee transaction transfer transition transparency transport
treasury treaty trend tribunal trustee turnover tutorial umbrella uncertainty union upgrade uptime usage
utility vacancy validation valuation variance vendor venture venue verdict verification version veto viability
vicinity violation visibility volatility voltage volume volunteer voucher wage waiver warehouse warrant
waterway wealth welfare wholesale width windfall workflow workforce workshop worth yardstick yield zoning
`
  .trim()
  .split(/\s+/);
